package dev.llmcache.exact;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import dev.llmcache.AnswerComparison;
import dev.llmcache.AnswerLayer;
import dev.llmcache.CacheKey;
import dev.llmcache.CacheQuery;
import dev.llmcache.CachedAnswer;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Entry;
import dev.llmcache.Fingerprint;
import dev.llmcache.Generations;
import dev.llmcache.HitSource;
import dev.llmcache.HitSource.SameQuestion;
import dev.llmcache.Layer;
import dev.llmcache.Lookup;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Lookup.Miss;
import dev.llmcache.Mark;
import dev.llmcache.Trial;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.Origin;
import dev.llmcache.store.StoredAnswer;
import dev.llmcache.store.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * Layer that finds an answer by the fingerprint of scope and question.
 */
public final class ExactCache implements AnswerLayer {

	private final AnswerStore store;

	private final Generations generations;

	private final int keyId;

	private final InstantSource clock;

	private final AnswerComparison comparison;

	private final ReadAnswers answers = new ReadAnswers();

	/**
	 * Creates the layer.
	 * @param store where the answers are
	 * @param generations tell what was invalidated
	 * @param keyId id of the secret that new answers are stored under
	 * @param clock tells what has expired
	 */
	public ExactCache(AnswerStore store, Generations generations, int keyId, InstantSource clock) {
		this(store, generations, keyId, clock, AnswerComparison.BY_TEXT);
	}

	/**
	 * Creates the layer.
	 * @param store where the answers are
	 * @param generations tell what was invalidated
	 * @param keyId id of the secret that new answers are stored under
	 * @param clock tells what has expired
	 * @param comparison tells in shadow mode whether the model repeats itself
	 */
	public ExactCache(AnswerStore store, Generations generations, int keyId, InstantSource clock,
			AnswerComparison comparison) {
		this.store = store;
		this.generations = generations;
		this.keyId = keyId;
		this.clock = clock;
		this.comparison = comparison;
	}

	@Override
	public Layer layer() {
		return Layer.EXACT;
	}

	@Override
	public Lookup lookup(CacheQuery query, Plan plan) {
		for (CacheKey key : query.keys()) {
			StoredRecord record = find(key.entry());
			if (record != null && this.generations.areCurrent(record.stamps())) {
				return hit(record, key, ReadAnswers.read(record), this.clock.instant());
			}
		}
		return Miss.NOT_FOUND;
	}

	@Override
	public Lookup lookupNear(CacheQuery query, Plan plan) {
		for (CacheKey key : query.keys()) {
			StoredRecord record = this.store.getNear(key.entry());
			if (record == null) {
				continue;
			}
			Instant now = this.clock.instant();
			if (record.isFreshAt(now) && this.generations.areCurrent(record.stamps())) {
				return hit(record, key, this.answers.of(record), now);
			}
		}
		return Miss.NOT_FOUND;
	}

	// Another instance may have put a new one in place of what is old here
	private @Nullable StoredRecord find(Fingerprint key) {
		StoredRecord near = this.store.get(key);
		boolean isOld = near != null
				&& (!near.isFreshAt(this.clock.instant()) || !this.generations.areCurrent(near.stamps()));
		return isOld ? this.store.reload(key) : near;
	}

	@Override
	public Lookup lookupShared(CacheQuery query, Plan plan) {
		StoredRecord record = this.store.reload(query.key().entry());
		return (record != null && this.generations.areCurrent(record.stamps()))
				? hit(record, query.key(), ReadAnswers.read(record), this.clock.instant()) : Miss.NOT_FOUND;
	}

	private Lookup hit(StoredRecord record, CacheKey key, @Nullable CachedAnswer answer, Instant now) {
		return (answer != null) ? new Hit(Layer.EXACT, answer, 1, Duration.between(record.storedAt(), now),
				Duration.between(now, record.freshUntil()), false, new SameQuestion(key, record.storedAt()),
				record.stamps()) : Miss.UNREADABLE;
	}

	@Override
	public CompletionStage<@Nullable Void> store(CacheQuery query, Plan plan, Entry entry) {
		Fingerprint key = query.key().entry();
		byte[] payload = StoredAnswer.encode(query.question(), Origin.of(query, null, entry.provenance()),
				entry.answer());
		return this.store.put(key,
				StoredRecord.of(entry, plan.lifetimes(), key, this.keyId, this.clock.instant(), payload));
	}

	@Override
	public Trial trial(CacheQuery query, Plan plan, Entry entry) {
		if (lookup(query, plan) instanceof Hit hit && plan.allows(hit)
				&& hit.age().compareTo(entry.answer().modelTime()) >= 0) {
			return new Trial(Layer.EXACT, true, hit.similarity(),
					this.comparison.saySame(query, hit.answer(), entry.answer()).orElse(null));
		}
		return Trial.nothing(Layer.EXACT);
	}

	@Override
	public void learn(HitSource source, boolean right) {
		if (source instanceof SameQuestion(CacheKey key, Instant storedAt) && !right) {
			StoredRecord record = this.store.reload(key.entry());
			// A newer answer was not reported
			if (record == null || record.storedAt().toEpochMilli() == storedAt.toEpochMilli()) {
				this.store.remove(key.entry());
			}
		}
	}

	@Override
	public long erase(Set<Mark> marks) {
		try {
			return this.store.erase(marks);
		}
		finally {
			this.answers.clear();
		}
	}

	@Override
	public long sweep() {
		return this.store.sweep(this.generations::outdated);
	}

}
