package dev.llmcache.semantic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.llmcache.AnswerLayer;
import dev.llmcache.CacheKey;
import dev.llmcache.CacheQuery;
import dev.llmcache.CachedAnswer;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Entry;
import dev.llmcache.Generations;
import dev.llmcache.Layer;
import dev.llmcache.Lookup;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Lookup.Miss;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.embedding.EmbeddingCache;
import dev.llmcache.embedding.QuestionTooLongException;
import dev.llmcache.semantic.guard.Guard;
import dev.llmcache.store.Neighbour;
import dev.llmcache.store.Origin;
import dev.llmcache.store.StoredAnswer;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.WriteExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Layer that finds the answer to a question of the same scope which means the same:
 * <ol>
 * <li>embed the question</li>
 * <li>find the nearest stored questions of the scope and the embedding model</li>
 * <li>let {@link SemanticDecision} accept one of them, or none</li>
 * </ol>
 */
public final class SemanticCache implements AnswerLayer {

	private static final int NEIGHBOURS = 8;

	private static final int BEHIND_OUTDATED = 64;

	private static final Miss UNMATCHABLE = new Miss("unmatchable");

	private static final Miss MORE_VARIANTS_WANTED = new Miss("variants-wanted");

	private final QuestionIndex questions;

	private final VectorIndex index;

	private final List<Guard> guards;

	private final Generations generations;

	private final int keyId;

	private final WriteExecutor writes;

	private final InstantSource clock;

	/**
	 * Creates the layer.
	 * @param embeddings vectors of questions
	 * @param index where questions and answers are
	 * @param guards what may veto a candidate
	 * @param generations tell what was invalidated
	 * @param keyId id of the secret that new answers are stored under
	 * @param writes runs what storing takes
	 * @param clock tells what has expired
	 */
	public SemanticCache(EmbeddingCache embeddings, VectorIndex index, List<Guard> guards, Generations generations,
			int keyId, WriteExecutor writes, InstantSource clock) {
		this.questions = new QuestionIndex(embeddings, index, generations);
		this.index = index;
		this.guards = List.copyOf(guards);
		this.generations = generations;
		this.keyId = keyId;
		this.writes = writes;
		this.clock = clock;
	}

	@Override
	public Layer layer() {
		return Layer.SEMANTIC;
	}

	@Override
	public Lookup lookup(CacheQuery query, Plan plan) {
		if (!SemanticDecision.isMatchable(query.question())) {
			return UNMATCHABLE;
		}
		try {
			return lookup(query, plan, this.questions.embed(query.key(), query.question()));
		}
		catch (QuestionTooLongException ex) {
			return UNMATCHABLE;
		}
	}

	private Lookup lookup(CacheQuery query, Plan plan, float[] vector) {
		SemanticDecision decision = new SemanticDecision(plan.threshold(), this.guards);
		Lookup lookup = Miss.NOT_FOUND;
		for (CacheKey key : query.keys()) {
			lookup = freshOrStale(decision, query, plan, neighbours(key, vector));
			if (lookup instanceof Hit) {
				return lookup;
			}
		}
		return lookup;
	}

	private List<Neighbour> neighbours(CacheKey key, float[] vector) {
		List<Neighbour> nearest = this.questions.nearest(key, vector, NEIGHBOURS);
		List<Neighbour> current = current(nearest);
		boolean isCrowdedOut = current.size() < nearest.size() && nearest.size() == NEIGHBOURS;
		return isCrowdedOut ? current(this.questions.nearest(key, vector, BEHIND_OUTDATED)) : current;
	}

	private List<Neighbour> current(List<Neighbour> neighbours) {
		Set<Stamp> stamps = neighbours.stream()
			.flatMap((neighbour) -> neighbour.record().stamps().stream())
			.collect(Collectors.toSet());
		Set<Stamp> outdated = stamps.isEmpty() ? Set.of() : this.generations.outdated(stamps);
		return outdated.isEmpty() ? neighbours
				: neighbours.stream()
					.filter((neighbour) -> Collections.disjoint(neighbour.record().stamps(), outdated))
					.toList();
	}

	// A stale answer is only worth serving where no fresh one will do
	private Lookup freshOrStale(SemanticDecision decision, CacheQuery query, Plan plan, List<Neighbour> neighbours) {
		Instant now = this.clock.instant();
		List<Neighbour> fresh = neighbours.stream().filter((neighbour) -> neighbour.record().isFreshAt(now)).toList();
		Lookup lookup = lookup(decision, query, plan, fresh);
		return (lookup instanceof Hit || fresh.size() == neighbours.size()) ? lookup
				: lookup(decision, query, plan, neighbours);
	}

	@Override
	public CompletionStage<@Nullable Void> store(CacheQuery query, Plan plan, Entry entry) {
		if (!SemanticDecision.isMatchable(query.question())) {
			return CompletableFuture.completedFuture(null);
		}
		Instant now = this.clock.instant();
		return this.writes
			.submit(() -> this.questions.put(query.key(), query.question(), record(query, plan, entry, now)));
	}

	private StoredRecord record(CacheQuery query, Plan plan, Entry entry, Instant now) {
		Origin origin = Origin.of(query, this.questions.modelId(), entry.provenance());
		return StoredRecord.of(entry, plan.lifetimes(), query.key().entry(), this.keyId, now,
				StoredAnswer.encode(query.question(), origin, entry.answer()));
	}

	@Override
	public long erase(Set<Mark> marks) {
		return this.index.erase(marks);
	}

	@Override
	public long sweep() {
		return this.index.sweep(this.generations::outdated);
	}

	private Lookup lookup(SemanticDecision decision, CacheQuery query, Plan plan, List<Neighbour> neighbours) {
		List<Neighbour> readable = new ArrayList<>(neighbours.size());
		List<SemanticEntry> entries = new ArrayList<>(neighbours.size());
		List<Candidate> candidates = new ArrayList<>(neighbours.size());
		for (Neighbour neighbour : neighbours) {
			SemanticEntry entry = SemanticEntry.decode(neighbour.record().payload());
			if (entry != null) {
				readable.add(neighbour);
				entries.add(entry);
				candidates.add(new Candidate(entry.question(), neighbour.similarity()));
			}
		}
		return switch (decision.decide(query.question(), candidates)) {
			case Verdict.Rejected rejected -> new Miss(rejected.reason(),
					Double.isNaN(rejected.similarity()) ? null : Double.valueOf(rejected.similarity()));
			case Verdict.Accepted accepted -> {
				List<Integer> variants = variants(accepted.index(), entries);
				String stored = entries.get(accepted.index()).question();
				if (stored.equals(query.question()) && variants.size() < plan.variants()) {
					yield MORE_VARIANTS_WANTED;
				}
				int turn = variants.get(query.variant() % variants.size());
				yield hit(readable.get(turn), entries.get(turn));
			}
		};
	}

	private static List<Integer> variants(int accepted, List<SemanticEntry> entries) {
		String question = entries.get(accepted).question();
		return IntStream.range(0, entries.size())
			.filter((index) -> entries.get(index).question().equals(question))
			.boxed()
			.toList();
	}

	private Lookup hit(Neighbour neighbour, SemanticEntry entry) {
		CachedAnswer answer = entry.readAnswer();
		if (answer == null) {
			return Miss.NOT_FOUND;
		}
		Instant now = this.clock.instant();
		return new Hit(Layer.SEMANTIC, answer, neighbour.similarity(),
				Duration.between(neighbour.record().storedAt(), now),
				Duration.between(now, neighbour.record().freshUntil()));
	}

}
