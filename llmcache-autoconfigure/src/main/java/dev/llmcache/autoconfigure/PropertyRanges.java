package dev.llmcache.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;

import dev.llmcache.autoconfigure.LlmCacheProperties.Exact;
import dev.llmcache.autoconfigure.LlmCacheProperties.Pgvector;
import dev.llmcache.autoconfigure.LlmCacheProperties.Semantic;
import dev.llmcache.autoconfigure.LlmCacheProperties.Writes;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Refuses settings out of their range before any other bean has them, by the name of the
 * property. What policies set is left to {@link Policies}.
 */
final class PropertyRanges implements BeanPostProcessor {

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof LlmCacheProperties properties) {
			require(properties.exact());
			require(properties.semantic());
			require(properties.embedding());
			requireAnother(properties.embedding().lucene().directory(), properties.semantic().lucene().directory());
			requireNotNegative("llmcache.compression.min-size", properties.compression().minSize());
			require(properties.writes());
			require(properties.invalidation());
			require(properties.prefix());
			require(properties.limits());
			requirePositive("llmcache.refresh.max-concurrent", properties.refresh().maxConcurrent());
			requireNotNegative("llmcache.refresh.drain-timeout", properties.refresh().drainTimeout());
			Duration interval = properties.sweep().interval();
			require(interval.toSeconds() > 0, "llmcache.sweep.interval", interval, "it must be at least 1s");
		}
		return bean;
	}

	private static void require(Exact exact) {
		requireNotNegative("llmcache.exact.max-size", exact.maxSize());
		requirePositive("llmcache.exact.timeout", exact.timeout());
		requirePositive("llmcache.exact.redis.timeout", exact.redis().timeout());
	}

	private static void require(Semantic semantic) {
		requirePositive("llmcache.semantic.timeout", semantic.timeout());
		DataSize maxSize = semantic.lucene().maxSize();
		require(maxSize.toBytes() > 0, "llmcache.semantic.lucene.max-size", maxSize, "it must be positive");
		Pgvector pgvector = semantic.pgvector();
		requirePositive("llmcache.semantic.pgvector.max-connections", pgvector.maxConnections());
		requirePositive("llmcache.semantic.pgvector.timeout", pgvector.timeout());
		requirePositive("llmcache.semantic.pgvector.write-timeout", pgvector.writeTimeout());
		int perSecond = semantic.reembed().perSecond();
		require(perSecond >= 1 && perSecond <= 1000, "llmcache.semantic.reembed.per-second", perSecond,
				"it must be from 1 to 1000");
	}

	private static void require(EmbeddingProperties embedding) {
		requireNotNegative("llmcache.embedding.max-size", embedding.maxSize());
		requirePositive("llmcache.embedding.timeout", embedding.timeout());
		requirePositive("llmcache.embedding.ttl", embedding.ttl());
		requirePositive("llmcache.embedding.question-ttl", embedding.questionTtl());
		requirePositive("llmcache.embedding.redis.timeout", embedding.redis().timeout());
		requirePositive("llmcache.embedding.postgres.max-connections", embedding.postgres().maxConnections());
		requirePositive("llmcache.embedding.postgres.timeout", embedding.postgres().timeout());
		requirePositive("llmcache.embedding.postgres.write-timeout", embedding.postgres().writeTimeout());
		DataSize maxSize = embedding.lucene().maxSize();
		require(maxSize.toBytes() > 0, "llmcache.embedding.lucene.max-size", maxSize, "it must be positive");
	}

	private static void requireAnother(@Nullable Path vectors, @Nullable Path index) {
		require(vectors == null || index == null
				|| !vectors.toAbsolutePath().normalize().equals(index.toAbsolutePath().normalize()),
				"llmcache.embedding.lucene.directory", String.valueOf(vectors),
				"it must not be that of 'llmcache.semantic.lucene.directory'");
	}

	private static void require(PrefixProperties prefix) {
		requirePositive("llmcache.prefix.drift.max-heads", prefix.drift().maxHeads());
		requirePositive("llmcache.prefix.drift.window", prefix.drift().window());
		requirePositive("llmcache.prefix.openai.requests-per-minute", prefix.openai().requestsPerMinute());
		double headroom = prefix.openai().headroom();
		require(headroom >= 0 && headroom < 1, "llmcache.prefix.openai.headroom", headroom,
				"it must be at least 0 and less than 1");
		Duration ttl = prefix.gemini().ttl();
		require(ttl.toMinutes() > 0, "llmcache.prefix.gemini.ttl", ttl, "it must be at least 1m");
	}

	private static void require(InvalidationProperties invalidation) {
		requirePositive("llmcache.invalidation.max-lag", invalidation.maxLag());
		Duration serveFor = invalidation.serveFor();
		require(serveFor.compareTo(invalidation.maxLag()) >= 0, "llmcache.invalidation.serve-for", serveFor,
				"it must be at least 'llmcache.invalidation.max-lag'");
	}

	private static void require(Writes writes) {
		requirePositive("llmcache.writes.queue-capacity", writes.queueCapacity());
		requirePositive("llmcache.writes.threads", writes.threads());
		requireNotNegative("llmcache.writes.drain-timeout", writes.drainTimeout());
	}

	private static void require(LimitsProperties limits) {
		double share = limits.tenantShare();
		require(share > 0 && share <= 1, "llmcache.limits.tenant-share", share, "it must be above 0 and at most 1");
		int entries = limits.tenantEntries();
		require(entries >= 0, "llmcache.limits.tenant-entries", entries, "it must not be negative");
		int answers = limits.answersPerMinute();
		require(answers >= 0, "llmcache.limits.answers-per-minute", answers, "it must not be negative");
	}

	private static void requirePositive(String property, int value) {
		require(value > 0, property, value, "it must be positive");
	}

	private static void requirePositive(String property, Duration value) {
		require(value.toMillis() > 0, property, value, "it must be at least 1ms");
	}

	private static void requireNotNegative(String property, Duration value) {
		require(!value.isNegative(), property, value, "it must not be negative");
	}

	private static void requireNotNegative(String property, DataSize value) {
		require(!value.isNegative(), property, value, "it must not be negative");
	}

	private static void require(boolean valid, String property, Object value, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException(property, value, reason);
		}
	}

}
