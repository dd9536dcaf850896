package dev.llmcache.benchmarks.isolation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Stores that answers, and vectors of questions, are kept in.
 */
enum SetUp {

	/** Exact layer in the process, nothing else. */
	NEAR("caffeine", null, "caffeine"),

	/** Exact layer in Redis, nothing else. */
	REDIS("redis", null, "caffeine"),

	/** Semantic layer in the process, behind the exact one. */
	LUCENE("caffeine", "lucene", "caffeine"),

	/** Semantic layer in PostgreSQL, behind the exact one in the process. */
	PGVECTOR("caffeine", "pgvector", "caffeine"),

	/** Semantic layer in the process, vectors of questions in Redis. */
	EMBEDDING("caffeine", "lucene", "redis"),

	/** All that instances of an application share. */
	SHARED("redis", "pgvector", "redis");

	private static final String PATIENCE = "5s";

	private final String exact;

	private final @Nullable String semantic;

	private final String embedding;

	SetUp(String exact, @Nullable String semantic, String embedding) {
		this.exact = exact;
		this.semantic = semantic;
		this.embedding = embedding;
	}

	/**
	 * How an application is to be started, with names of its own in the stores.
	 */
	Map<String, String> properties() {
		Map<String, String> all = new LinkedHashMap<>();
		String name = UUID.randomUUID().toString();
		all.put("spring.main.banner-mode", "off");
		all.put("spring.data.redis.repositories.enabled", "false");
		all.put("llmcache.key", "0123456789abcdef0123456789abcdef");
		all.put("llmcache.namespace", name);
		all.put("llmcache.initialize-schema", "always");
		all.put("llmcache.exact.store", this.exact);
		all.put("llmcache.exact.max-size", "256MB");
		// All of it shares the cores of one machine
		all.put("llmcache.exact.redis.timeout", PATIENCE);
		all.put("llmcache.semantic.timeout", PATIENCE);
		all.put("llmcache.semantic.pgvector.timeout", PATIENCE);
		all.put("llmcache.semantic.pgvector.table", "isolation_" + name.replace("-", ""));
		all.put("llmcache.semantic.enabled", String.valueOf(this.semantic != null));
		all.put("llmcache.semantic.store", (this.semantic != null) ? this.semantic : "auto");
		all.put("llmcache.semantic.answer-vectors", "false");
		all.put("llmcache.embedding.store", this.embedding);
		all.put("llmcache.embedding.beans", "embeddingModel");
		all.put("llmcache.embedding.model-ids.embeddingModel", "words");
		all.put("llmcache.writes.queue-capacity", "100000");
		// One tenant has all questions of the timed repeats answered at once
		all.put("llmcache.limits.answers-per-minute", "1000000");
		all.put("llmcache.defaults.trusted-advisors", CallerAdvisor.NAME);
		all.put("llmcache.defaults.semantic.accept", "threshold");
		all.put("llmcache.defaults.semantic.threshold", "0.75");
		all.put("llmcache.policies.public.owner", "public");
		all.put("llmcache.policies.tenant.owner", "tenant");
		all.put("llmcache.policies.user.owner", "user");
		all.put("llmcache.policies.user.ttl", "3s");
		all.put("llmcache.policies.user.stale-for", "1h");
		all.put("llmcache.policies.user.refresh.per-minute", "1000000");
		return all;
	}

}
