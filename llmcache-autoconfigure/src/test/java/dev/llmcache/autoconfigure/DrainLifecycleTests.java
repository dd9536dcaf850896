package dev.llmcache.autoconfigure;

import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.test.WordEmbedder;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What ends before what when the application stops.
 */
class DrainLifecycleTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class))
		.withBean(QuestionEmbedder.class, () -> new WordEmbedder("words"))
		.withPropertyValues("llmcache.tenancy=single");

	@Test
	void refreshesEndBeforeWritesAndWritesBeforeTheConnectionsThatTheyMayBorrow() {
		assertThat(DrainLifecycle.REFRESHES).isGreaterThan(DrainLifecycle.WRITES);
		int connections = new LettuceConnectionFactory().getPhase();
		this.runner.run((context) -> assertThat(context.getBeansOfType(DrainLifecycle.class).values()).isNotEmpty()
			.allSatisfy((drain) -> assertThat(drain.getPhase()).isGreaterThan(connections)));
	}

}
