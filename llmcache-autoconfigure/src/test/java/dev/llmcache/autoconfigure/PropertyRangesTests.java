package dev.llmcache.autoconfigure;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class PropertyRangesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class, DataRedisAutoConfiguration.class,
				DataSourceAutoConfiguration.class))
		.withPropertyValues("llmcache.key=0123456789abcdef0123456789abcdef", "spring.datasource.url=jdbc:h2:mem:ranges",
				"spring.data.redis.url=redis://127.0.0.1:1", "llmcache.embedding.model=local");

	@ParameterizedTest
	@ValueSource(strings = { "llmcache.exact.max-size=-1B", "llmcache.exact.timeout=0",
			"llmcache.exact.redis.timeout=0", "llmcache.exact.redis.timeout=-1s", "llmcache.semantic.timeout=0",
			"llmcache.semantic.timeout=1us", "llmcache.semantic.lucene.max-size=0",
			"llmcache.semantic.lucene.max-size=-1MB", "llmcache.semantic.pgvector.max-connections=0",
			"llmcache.semantic.pgvector.timeout=0", "llmcache.semantic.pgvector.write-timeout=0",
			"llmcache.semantic.reembed.per-second=0", "llmcache.semantic.reembed.per-second=1001",
			"llmcache.embedding.max-size=-1B", "llmcache.embedding.timeout=0", "llmcache.embedding.ttl=0",
			"llmcache.embedding.question-ttl=0", "llmcache.embedding.redis.timeout=0",
			"llmcache.embedding.postgres.max-connections=0", "llmcache.embedding.postgres.timeout=0",
			"llmcache.embedding.postgres.write-timeout=0", "llmcache.embedding.lucene.max-size=0",
			"llmcache.writes.queue-capacity=0", "llmcache.writes.queue-capacity=-1", "llmcache.writes.threads=0",
			"llmcache.refresh.drain-timeout=-1s", "llmcache.writes.drain-timeout=-1s", "llmcache.limits.tenant-share=0",
			"llmcache.limits.tenant-share=1.01", "llmcache.limits.tenant-entries=-1",
			"llmcache.limits.answers-per-minute=-1", "llmcache.compression.min-size=-1B" })
	void aValueOutOfRangeIsAFailureThatNamesTheProperty(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(property).startsWith(ex.getName() + "=")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "llmcache.exact.max-size=0", "llmcache.embedding.max-size=0",
			"llmcache.writes.drain-timeout=0", "llmcache.semantic.timeout=1ms", "llmcache.limits.tenant-share=1",
			"llmcache.limits.tenant-entries=0", "llmcache.limits.answers-per-minute=0" })
	void aValueAtTheEdgeOfItsRangeIsTaken(String property) {
		this.runner.withPropertyValues(property, "llmcache.semantic.store=lucene")
			.run((context) -> assertThat(context).hasNotFailed());
	}

}
