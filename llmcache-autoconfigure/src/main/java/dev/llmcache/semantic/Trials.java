package dev.llmcache.semantic;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;

import dev.llmcache.Acceptance.Adaptive;
import dev.llmcache.CacheQuery;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Entry;
import dev.llmcache.HitSource.OtherQuestion;
import dev.llmcache.Layer;
import dev.llmcache.Trial;
import dev.llmcache.embedding.QuestionTooLongException;
import dev.llmcache.semantic.Audits.Served;
import dev.llmcache.semantic.Learning.Asked;
import dev.llmcache.store.Neighbour;
import dev.llmcache.store.Observation;
import dev.llmcache.store.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * Puts the semantic layer to the test with answers of the model.
 * <p>
 * Thread-safe; for threads that nobody waits for.
 */
final class Trials {

	private final QuestionIndex questions;

	private final NeighbourSearch search;

	private final SemanticSettings settings;

	private final Comparison comparison;

	private final Learning learning;

	private final Audits audits;

	private final InstantSource clock;

	Trials(QuestionIndex questions, NeighbourSearch search, Decisions decisions, SemanticSettings settings,
			Audits audits, InstantSource clock) {
		this.questions = questions;
		this.search = search;
		this.settings = settings;
		this.comparison = new Comparison(questions, settings);
		this.learning = new Learning(decisions, this.comparison, settings);
		this.audits = audits;
		this.clock = clock;
	}

	/**
	 * Learns from an answer that is about to be stored, if that is possible.
	 * @return its signature
	 */
	AnswerSignature learn(CacheQuery query, Plan plan, Entry entry) {
		AnswerSignature signature = this.comparison.signature(query, entry.answer());
		Served served = this.audits.end(query);
		// In shadow mode it was tried out before
		if (!plan.shadow()) {
			learn(new Asked(query, plan, entry.answer(), signature), served);
		}
		return signature;
	}

	private void learn(Asked asked, @Nullable Served served) {
		try {
			if (served != null) {
				this.learning.audit(asked, others(asked.query(), asked.plan(), (neighbour) -> true), served);
			}
			else if (asked.plan().acceptance() instanceof Adaptive) {
				this.learning.consider(asked, others(asked.query(), asked.plan(), (neighbour) -> true),
						this.questions.space());
			}
		}
		catch (RuntimeException ex) {
			// An answer is worth storing even if nothing can be learned from it
			this.settings.precisions().failed();
		}
	}

	void learn(OtherQuestion source, boolean right) {
		Observation verdict = new Observation(source.score(), right);
		this.settings.precisions().observe(source.precision(), verdict);
		if (source.calibration() != null) {
			this.settings.calibrators().observe(source.calibration(), verdict);
		}
	}

	Trial tryOut(CacheQuery query, Plan plan, Entry entry) {
		try {
			Asked asked = new Asked(query, plan, entry.answer(), this.comparison.signature(query, entry.answer()));
			Instant now = this.clock.instant();
			Instant asking = now.minus(entry.answer().modelTime());
			return this.learning.tryOut(asked,
					others(query, plan, (neighbour) -> isServed(neighbour, plan, asking, now)), this.questions.space());
		}
		catch (QuestionTooLongException ex) {
			return Trial.nothing(Layer.SEMANTIC);
		}
	}

	// Of what was there before the model was asked, what is as fresh as the plan wants it
	private static boolean isServed(Neighbour neighbour, Plan plan, Instant asking, Instant now) {
		StoredRecord record = neighbour.record();
		boolean isYoung = plan.maxAge() == null || !record.storedAt().plus(plan.maxAge()).isBefore(asking);
		return isYoung && !record.storedAt().isAfter(asking)
				&& now.isBefore(record.freshUntil().plus(plan.lifetimes().staleFor()));
	}

	/** What is stored nearby, for other questions. */
	private Neighbourhood others(CacheQuery query, Plan plan, Predicate<Neighbour> wanted) {
		float[] vector = this.questions.embed(plan.owner(), query.question());
		return Neighbourhood
			.of(this.search.nearest(query.key(), query.question(), vector).stream().filter(wanted).toList())
			.without(query.question());
	}

}
