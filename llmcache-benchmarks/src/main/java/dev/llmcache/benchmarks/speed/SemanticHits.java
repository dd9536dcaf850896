package dev.llmcache.benchmarks.speed;

import java.util.List;

import dev.llmcache.AnswerLayer;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Lookup;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.store.VectorIndex;

import org.springframework.context.ApplicationContext;

/**
 * Questions that the semantic layer of an application has the answers to.
 *
 * @param layer the layer, with its deadline and breaker
 * @param plan what the application's policy decides
 * @param index where the layer searches
 */
record SemanticHits(AnswerLayer layer, Plan plan, VectorIndex index) {

	static SemanticHits of(ApplicationContext application) {
		return new SemanticHits(application.getBean("llmCacheSemanticLayer", AnswerLayer.class),
				application.getBean(LatestPlan.class).get(), application.getBean(VectorIndex.class));
	}

	/**
	 * Leaves out what the layer has no answer to.
	 * @param questions the questions
	 * @return those that it answers
	 */
	List<ScopedQuestion> among(List<ScopedQuestion> questions) {
		return questions.stream().filter((question) -> lookup(question) instanceof Hit).toList();
	}

	/**
	 * Decides about a question that the layer has an answer to.
	 * @param question the question
	 */
	void decide(ScopedQuestion question) {
		Lookup lookup = lookup(question);
		if (!(lookup instanceof Hit)) {
			throw new IllegalStateException("Not answered any more: " + lookup);
		}
	}

	private Lookup lookup(ScopedQuestion question) {
		return this.layer.lookup(question.query(), this.plan);
	}

}
