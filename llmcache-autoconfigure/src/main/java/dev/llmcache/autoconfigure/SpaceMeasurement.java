package dev.llmcache.autoconfigure;

import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.embedding.local.LocalQuestionEmbedder;
import dev.llmcache.semantic.QuestionIndex;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Has the model in this process measured at start, in the background: the first lookup
 * would not have the time for it. Others may cost money, and are measured when somebody
 * asks.
 */
final class SpaceMeasurement implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(LlmCacheAutoConfiguration.class);

	private final QuestionIndex questions;

	private final QuestionEmbedder embedder;

	SpaceMeasurement(QuestionIndex questions, QuestionEmbedder embedder) {
		this.questions = questions;
		this.embedder = embedder;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.embedder instanceof LocalQuestionEmbedder) {
			Thread.ofVirtual().name("llmcache-measurement").start(this::measure);
		}
	}

	private void measure() {
		try {
			this.questions.space();
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The embedding model was not measured at start: " + ex.getClass().getName());
		}
	}

}
