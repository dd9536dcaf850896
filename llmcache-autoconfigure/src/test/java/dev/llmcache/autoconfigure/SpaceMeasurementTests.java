package dev.llmcache.autoconfigure;

import java.time.Duration;

import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.semantic.QuestionIndex;
import dev.llmcache.test.WordEmbedder;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.awaitility.Awaitility.await;

class SpaceMeasurementTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class));

	@Test
	void aModelInThisProcessIsMeasuredBeforeAnybodyAsks() {
		this.runner.run((context) -> await().atMost(Duration.ofMinutes(1))
			.until(() -> context.getBean(QuestionIndex.class).measuredSpace() != null));
	}

	@Test
	void aModelThatMayCostMoneyIsNotAskedUnasked() {
		this.runner.withBean(QuestionEmbedder.class, () -> new WordEmbedder("words"))
			.run((context) -> await().during(Duration.ofMillis(100))
				.until(() -> context.getBean(QuestionIndex.class).measuredSpace() == null));
	}

}
