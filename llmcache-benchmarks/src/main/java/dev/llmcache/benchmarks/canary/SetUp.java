package dev.llmcache.benchmarks.canary;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.RedisServer;

/**
 * How the application is set up.
 */
final class SetUp {

	private static final String MASTER_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

	private static final String AWAY = """
			org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration,\
			org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration""";

	private SetUp() {
	}

	/**
	 * With Redis and PostgreSQL.
	 */
	static Map<String, String> shared(RedisServer redis, PostgresServer postgres, boolean encrypted) {
		Map<String, String> all = common(encrypted);
		all.put("spring.data.redis.url", redis.uri());
		all.put("spring.data.redis.repositories.enabled", "false");
		all.put("spring.datasource.url", postgres.jdbcUrl());
		all.put("spring.datasource.username", postgres.user());
		all.put("spring.datasource.password", postgres.password());
		all.put("llmcache.initialize-schema", "always");
		all.put("llmcache.exact.store", "redis");
		all.put("llmcache.semantic.store", "pgvector");
		all.put("llmcache.embedding.store", "redis");
		return all;
	}

	/**
	 * With a directory.
	 */
	static Map<String, String> embedded(Path directory, boolean encrypted) {
		Map<String, String> all = common(encrypted);
		all.put("spring.autoconfigure.exclude", AWAY);
		all.put("llmcache.exact.store", "caffeine");
		all.put("llmcache.semantic.store", "lucene");
		all.put("llmcache.semantic.lucene.directory", directory.resolve("answers").toString());
		all.put("llmcache.embedding.store", "lucene");
		all.put("llmcache.embedding.lucene.directory", directory.resolve("vectors").toString());
		return all;
	}

	private static Map<String, String> common(boolean encrypted) {
		Map<String, String> all = new LinkedHashMap<>();
		all.put("server.port", "0");
		all.put("spring.main.banner-mode", "off");
		all.put("management.endpoints.web.exposure.include", "*");
		all.put("management.endpoint.llmcache.access", "unrestricted");
		all.put("management.endpoint.health.show-details", "always");
		all.put("llmcache.key", "0123456789abcdef0123456789abcdef");
		all.put("llmcache.namespace", "canary");
		all.put("llmcache.console.enabled", "true");
		if (encrypted) {
			all.put("llmcache.encryption.keys.1", MASTER_KEY);
		}
		// Logging every command takes longer than the command
		all.put("llmcache.exact.redis.timeout", "1s");
		all.put("llmcache.semantic.timeout", "2s");
		all.put("llmcache.semantic.pgvector.timeout", "2s");
		all.put("llmcache.writes.queue-capacity", "100000");
		all.put("llmcache.embedding.beans", "embeddingModel");
		all.put("llmcache.embedding.model-ids.embeddingModel", "words");
		all.put("llmcache.defaults.semantic.accept", "threshold");
		all.put("llmcache.defaults.semantic.threshold", "0.8");
		all.put("llmcache.policies.public.owner", "public");
		all.put("llmcache.policies.tenant.owner", "tenant");
		all.put("llmcache.policies.user.owner", "user");
		return all;
	}

}
