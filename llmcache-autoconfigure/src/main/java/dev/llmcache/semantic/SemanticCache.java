package dev.llmcache.semantic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import dev.llmcache.Acceptance.Adaptive;
import dev.llmcache.AnswerLayer;
import dev.llmcache.CacheKey;
import dev.llmcache.CacheQuery;
import dev.llmcache.CachedAnswer;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Entry;
import dev.llmcache.Fingerprint;
import dev.llmcache.Generations;
import dev.llmcache.HitSource;
import dev.llmcache.HitSource.OtherQuestion;
import dev.llmcache.HitSource.SameQuestion;
import dev.llmcache.Layer;
import dev.llmcache.Lookup;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Lookup.Miss;
import dev.llmcache.Mark;
import dev.llmcache.Trial;
import dev.llmcache.embedding.EmbeddingCache;
import dev.llmcache.embedding.QuestionTooLongException;
import dev.llmcache.semantic.Audits.Served;
import dev.llmcache.semantic.Verdict.Accepted;
import dev.llmcache.semantic.Verdict.Rejected;
import dev.llmcache.semantic.calibration.Calibrator;
import dev.llmcache.semantic.calibration.Score;
import dev.llmcache.semantic.guard.Question;
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

	private static final Miss UNMATCHABLE = new Miss("unmatchable");

	private static final Miss UNVERIFIED = new Miss("verifier");

	private static final Miss UNRELIABLE = new Miss("unreliable");

	private static final Miss MORE_VARIANTS_WANTED = new Miss("variants-wanted");

	private final QuestionIndex questions;

	private final NeighbourSearch search;

	private final VectorIndex index;

	private final SemanticSettings settings;

	private final Decisions decisions;

	private final Trials trials;

	private final Audits audits;

	private final Generations generations;

	private final int keyId;

	private final WriteExecutor writes;

	private final InstantSource clock;

	/**
	 * Creates the layer.
	 * @param embeddings vectors of questions
	 * @param index where questions and answers are
	 * @param settings what decides
	 * @param generations tell what was invalidated
	 * @param keyId id of the secret that new answers are stored under
	 * @param writes runs what storing takes
	 * @param clock tells what has expired
	 */
	public SemanticCache(EmbeddingCache embeddings, VectorIndex index, SemanticSettings settings,
			Generations generations, int keyId, WriteExecutor writes, InstantSource clock) {
		this(new QuestionIndex(embeddings, index, generations), index, settings, generations, keyId, writes, clock);
	}

	/**
	 * Creates the layer over questions that others look at too.
	 * @param questions questions and answers
	 * @param index where they are
	 * @param settings what decides
	 * @param generations tell what was invalidated
	 * @param keyId id of the secret that new answers are stored under
	 * @param writes runs what storing takes
	 * @param clock tells what has expired
	 */
	public SemanticCache(QuestionIndex questions, VectorIndex index, SemanticSettings settings, Generations generations,
			int keyId, WriteExecutor writes, InstantSource clock) {
		this.questions = questions;
		this.search = new NeighbourSearch(this.questions, generations);
		this.index = index;
		this.settings = settings;
		this.decisions = new Decisions(settings.guards(), settings.calibrators());
		this.audits = new Audits(settings.random());
		this.trials = new Trials(this.questions, this.search, this.decisions, settings, this.audits, clock);
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
		Question asked = SemanticDecision.matchable(query.question(), this.settings.guards());
		if (asked == null) {
			return UNMATCHABLE;
		}
		try {
			return lookup(query, plan, asked, this.questions.embed(plan.owner(), query.question()));
		}
		catch (QuestionTooLongException ex) {
			return UNMATCHABLE;
		}
	}

	private Lookup lookup(CacheQuery query, Plan plan, Question asked, float[] vector) {
		SemanticDecision decision = this.decisions.of(plan, this.questions::space);
		Lookup lookup = Miss.NOT_FOUND;
		for (CacheKey key : query.keys()) {
			List<Neighbour> nearest = this.search.nearest(key, query.question(), vector, decision.leastCosine());
			lookup = freshOrStale((candidates) -> decision.decide(asked, candidates), query, plan, nearest);
			if (lookup instanceof Hit) {
				return lookup;
			}
		}
		if (plan.acceptance() instanceof Adaptive adaptive) {
			this.settings.calibrators().of(plan, adaptive).missed();
		}
		return lookup;
	}

	// A stale answer is only worth serving where no fresh one will do
	private Lookup freshOrStale(Function<List<Candidate>, Verdict> decision, CacheQuery query, Plan plan,
			List<Neighbour> neighbours) {
		Instant now = this.clock.instant();
		List<Neighbour> fresh = neighbours.stream().filter((neighbour) -> neighbour.record().isFreshAt(now)).toList();
		Lookup lookup = lookup(decision, query, plan, Neighbourhood.of(fresh));
		return (lookup instanceof Hit || fresh.size() == neighbours.size()) ? lookup
				: lookup(decision, query, plan, Neighbourhood.of(neighbours));
	}

	private Lookup lookup(Function<List<Candidate>, Verdict> decision, CacheQuery query, Plan plan,
			Neighbourhood nearby) {
		return switch (decision.apply(nearby.candidates())) {
			case Rejected rejected ->
				new Miss(rejected.reason(), Double.isNaN(rejected.cosine()) ? null : Double.valueOf(rejected.cosine()));
			case Accepted accepted -> {
				List<Integer> variants = nearby.variants(accepted.index());
				String stored = nearby.entries().get(accepted.index()).question();
				if (stored.equals(query.question()) && variants.size() < plan.variants()) {
					yield MORE_VARIANTS_WANTED;
				}
				int turn = variants.get(query.variant() % variants.size());
				yield hit(query, plan, nearby.neighbours().get(turn), nearby.entries().get(turn), accepted);
			}
		};
	}

	private Lookup hit(CacheQuery query, Plan plan, Neighbour neighbour, SemanticEntry entry, Accepted accepted) {
		CachedAnswer answer = entry.readAnswer();
		if (answer == null) {
			return Miss.NOT_FOUND;
		}
		if (!this.settings.verifier().isAnswerTo(query.question(), entry.question(), AnswerSignature.text(answer))) {
			return UNVERIFIED;
		}
		Instant now = this.clock.instant();
		Hit hit = new Hit(Layer.SEMANTIC, answer, neighbour.similarity(),
				Duration.between(neighbour.record().storedAt(), now),
				Duration.between(now, neighbour.record().freshUntil()), false, source(neighbour, plan, accepted),
				neighbour.record().stamps());
		return plan.allows(hit) ? audited(query, plan, hit, new Served(neighbour.id(), Score.of(accepted.similarity())))
				: hit;
	}

	private Lookup audited(CacheQuery query, Plan plan, Hit hit, Served served) {
		PolicyPrecision precision = this.settings.precisions().upToDate(plan);
		if (!precision.isReliable()) {
			this.audits.begin(query, served);
			return UNRELIABLE;
		}
		boolean isAudited = this.audits.draws(plan, precision);
		if (plan.acceptance() instanceof Adaptive adaptive) {
			Calibrator calibrator = this.settings.calibrators().of(plan, adaptive);
			calibrator.served(served.score());
			isAudited |= calibrator.audits();
		}
		if (!isAudited) {
			return hit;
		}
		this.audits.begin(query, served);
		return hit.forAudit();
	}

	private OtherQuestion source(Neighbour neighbour, Plan plan, Accepted accepted) {
		Fingerprint calibration = (plan.acceptance() instanceof Adaptive adaptive)
				? this.settings.calibrators().subject(plan, adaptive) : null;
		return new OtherQuestion(Score.of(accepted.similarity()), neighbour.id(), neighbour.record().storedAt(),
				this.settings.precisions().subject(plan), calibration);
	}

	@Override
	public CompletionStage<@Nullable Void> store(CacheQuery query, Plan plan, Entry entry) {
		if (SemanticDecision.matchable(query.question(), this.settings.guards()) == null) {
			return CompletableFuture.completedFuture(null);
		}
		Instant now = this.clock.instant();
		return this.writes.submit(() -> {
			AnswerSignature signature = this.trials.learn(query, plan, entry);
			this.questions.put(plan.owner(), query.key(), query.question(), record(query, plan, entry, signature, now));
		});
	}

	@Override
	public Trial trial(CacheQuery query, Plan plan, Entry entry) {
		return (SemanticDecision.matchable(query.question(), this.settings.guards()) != null)
				? this.trials.tryOut(query, plan, entry) : Trial.nothing(Layer.SEMANTIC);
	}

	@Override
	public void learn(HitSource source, boolean right) {
		switch (source) {
			case SameQuestion(CacheKey key, Instant storedAt) when !right -> this.index.remove(this.questions.id(key));
			case SameQuestion same -> {
			}
			case OtherQuestion other -> {
				if (!right) {
					this.index.remove(other.entry());
				}
				this.trials.learn(other, right);
			}
		}
	}

	private StoredRecord record(CacheQuery query, Plan plan, Entry entry, AnswerSignature signature, Instant now) {
		Origin origin = Origin.of(query, this.questions.modelId(), entry.provenance());
		return StoredRecord.of(entry, plan.lifetimes(), query.key().entry(), this.keyId, now,
				StoredAnswer.encode(query.question(), origin, signature.encode(), entry.answer()));
	}

	@Override
	public long erase(Set<Mark> marks) {
		return this.index.erase(marks);
	}

	@Override
	public long sweep() {
		return this.index.sweep(this.generations::outdated);
	}

}
