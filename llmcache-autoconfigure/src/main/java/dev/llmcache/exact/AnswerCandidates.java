package dev.llmcache.exact;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.llmcache.AnswerComparison;
import dev.llmcache.CacheQuery;
import dev.llmcache.CachedAnswer;
import dev.llmcache.Candidates;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Entry;
import dev.llmcache.Fingerprint;
import dev.llmcache.Generations;
import dev.llmcache.Mark;
import dev.llmcache.Snapshot;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.StoredAnswer;
import dev.llmcache.store.StoredCandidate;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.WriteExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Candidates in the store of the exact layer, in a few places of their own for each
 * question: one for each user, the latest first.
 * <p>
 * They belong to their users and go with what is erased of these, and expire as the
 * answer would. Two instances that count at the same time may lose one of the answers and
 * so need another user; they never need fewer, since users and not places are counted.
 */
public final class AnswerCandidates implements Candidates {

	/** So that few answers unlike the others do not keep these from being counted. */
	private static final int PLACES_PER_CONFIRMATION = 2;

	private final AnswerStore store;

	private final WriteExecutor background;

	private final Generations generations;

	private final AnswerComparison comparison;

	private final int keyId;

	private final InstantSource clock;

	/**
	 * Creates the candidates of a store.
	 * @param store the exact layer's
	 * @param background where they are counted
	 * @param generations tell what was invalidated
	 * @param comparison tells whether two answers say the same
	 * @param keyId id of the secret that answers are stored under
	 * @param clock tells what has expired
	 */
	public AnswerCandidates(AnswerStore store, WriteExecutor background, Generations generations,
			AnswerComparison comparison, int keyId, InstantSource clock) {
		this.store = store;
		this.background = background;
		this.generations = generations;
		this.comparison = comparison;
		this.keyId = keyId;
		this.clock = clock;
	}

	@Override
	public boolean isServed(CacheQuery query, CachedAnswer answer) {
		StoredRecord record = current(query.key().entry());
		StoredAnswer stored = (record != null) ? StoredAnswer.of(record.payload()) : null;
		CachedAnswer served = (stored != null) ? stored.answer() : null;
		return served != null && saySame(query, served, answer);
	}

	@Override
	public CompletionStage<Boolean> propose(CacheQuery query, Plan plan, Entry entry, @Nullable Voter voter,
			int confirmations) {
		AtomicBoolean confirmed = new AtomicBoolean();
		return this.background
			.submit(() -> confirmed.set(isServed(query, entry.answer())
					|| (voter != null && count(query, plan, entry, voter, confirmations))))
			.thenApply((done) -> confirmed.get());
	}

	private boolean count(CacheQuery query, Plan plan, Entry entry, Voter voter, int confirmations) {
		List<Place> places = places(query, PLACES_PER_CONFIRMATION * (confirmations - 1));
		long others = places.stream()
			.filter((place) -> place.isOfAnother(voter.mark()))
			.filter((place) -> place.candidate != null && saySame(query, place.candidate.answer(), entry.answer()))
			.map(Place::voter)
			.distinct()
			.count();
		if (others + 1 >= confirmations) {
			places.stream().filter((place) -> place.candidate != null).forEach((place) -> this.store.remove(place.key));
			return true;
		}
		put(places, plan, entry, voter);
		return false;
	}

	private void put(List<Place> places, Plan plan, Entry entry, Voter voter) {
		Snapshot snapshot = this.generations.extend(entry.snapshot(), voter.marks(), plan.lifetimes().longest());
		if (snapshot == null) {
			return;
		}
		Fingerprint key = places.stream()
			.min(Comparator.comparing((Place place) -> !voter.mark().equals(place.voter()))
				.thenComparing((place) -> place.candidate != null)
				.thenComparing(Place::storedAt))
			.orElseThrow()
			.key();
		Entry candidate = new Entry(entry.answer(), snapshot, entry.fence(), entry.provenance(), voter.tenant());
		this.store.put(key, StoredRecord.of(candidate, plan.lifetimes(), key, this.keyId, this.clock.instant(),
				new StoredCandidate(voter.mark(), entry.answer()).encode()));
	}

	private List<Place> places(CacheQuery query, int number) {
		List<Place> places = new ArrayList<>(number);
		for (int i = 0; i < number; i++) {
			Fingerprint key = query.key().entry().derive(("candidate/" + i).getBytes(StandardCharsets.UTF_8));
			StoredRecord record = current(key);
			StoredCandidate candidate = (record != null) ? StoredCandidate.of(record.payload()) : null;
			places.add(new Place(key, candidate, (record != null) ? record.storedAt() : Instant.MIN));
		}
		return places;
	}

	private @Nullable StoredRecord current(Fingerprint key) {
		StoredRecord record = this.store.reload(key);
		return (record != null && record.isLiveAt(this.clock.instant()) && this.generations.areCurrent(record.stamps()))
				? record : null;
	}

	private boolean saySame(CacheQuery query, CachedAnswer one, CachedAnswer other) {
		return isText(one) && isText(other) && this.comparison.saySame(query, one, other).orElse(false);
	}

	// Texts are compared, and of pictures beside the same text each may show another
	private static boolean isText(CachedAnswer answer) {
		return answer.generations()
			.stream()
			.allMatch((generation) -> generation.media().isEmpty() && generation.toolCalls().isEmpty());
	}

	/**
	 * Where a candidate is or may be.
	 */
	private record Place(Fingerprint key, @Nullable StoredCandidate candidate, Instant storedAt) {

		@Nullable Mark voter() {
			return (this.candidate != null) ? this.candidate.voter() : null;
		}

		boolean isOfAnother(Mark voter) {
			return this.candidate != null && !voter.equals(this.candidate.voter());
		}

	}

}
