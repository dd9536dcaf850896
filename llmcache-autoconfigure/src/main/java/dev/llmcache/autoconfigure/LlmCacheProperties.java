package dev.llmcache.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import dev.llmcache.store.lucene.Quantization;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the cache.
 *
 * @param enabled Whether calls of annotated chat clients go through the cache.
 * @param key Secret under which the keys of stored answers are made, at least 32
 * characters, the same on all instances. Required by shared stores, and what lets 'auto'
 * choose one.
 * @param previousKey Secret that was the key before, while answers stored under it are
 * still to be found.
 * @param namespace Name that keeps applications apart which share a store. Falls back to
 * 'spring.application.name'.
 * @param version Version of whatever the answers depend on and the cache cannot see.
 * Answers stored under another version are not served.
 * @param tenancy Whether the application has tenants. With 'multi', a call that names no
 * tenant by-passes the cache.
 * @param identity Where the names of a call's tenant and user are found, unless the call
 * itself or a TenantResolver or UserResolver bean names them.
 * @param applyTo Which chat clients go through the cache: beans annotated with
 * '@LlmCached', or in addition every client made with the auto-configured builder.
 * @param initializeSchema When to create missing tables: never, only in embedded
 * databases (none of which is supported yet), or always.
 * @param defaults Policy of calls that choose no other, and what other policies fall back
 * to.
 * @param policies Policies by name.
 * @param exact Layer that answers the same question.
 * @param semantic Layer that answers questions of the same meaning.
 * @param embedding Vectors of questions.
 * @param prefix What lets providers read the beginning of prompts from their own caches.
 * @param edge What caches in front of a web application may keep.
 * @param console Page that shows what the cache does and saves.
 * @param compression Compression of what is stored outside the memory of this process.
 * @param encryption Encryption of what is stored outside the memory of this process.
 * @param refresh Fetching anew what is served stale.
 * @param invalidation Learning of what other instances invalidate.
 * @param sweep Deleting what has expired or was invalidated.
 * @param writes Writes that happen after the caller has its answer.
 * @param limits What one tenant or user may take of what all share.
 */
@ConfigurationProperties("llmcache")
public record LlmCacheProperties(@DefaultValue("true") boolean enabled, @Nullable String key,
		@Nullable String previousKey, @Nullable String namespace, @DefaultValue("") String version,
		@DefaultValue("multi") Tenancy tenancy, @DefaultValue @NestedConfigurationProperty IdentityProperties identity,
		@DefaultValue("annotated") ApplyTo applyTo, @DefaultValue("embedded") SchemaInitialization initializeSchema,
		@DefaultValue @NestedConfigurationProperty PolicyProperties defaults,
		@DefaultValue Map<String, PolicyProperties> policies, @DefaultValue Exact exact,
		@DefaultValue Semantic semantic, @DefaultValue @NestedConfigurationProperty EmbeddingProperties embedding,
		@DefaultValue @NestedConfigurationProperty PrefixProperties prefix,
		@DefaultValue @NestedConfigurationProperty EdgeProperties edge,
		@DefaultValue @NestedConfigurationProperty ConsoleProperties console,
		@DefaultValue @NestedConfigurationProperty CompressionProperties compression,
		@DefaultValue @NestedConfigurationProperty EncryptionProperties encryption, @DefaultValue Refresh refresh,
		@DefaultValue @NestedConfigurationProperty InvalidationProperties invalidation, @DefaultValue Sweep sweep,
		@DefaultValue Writes writes, @DefaultValue @NestedConfigurationProperty LimitsProperties limits) {

	static final String KEY = "llmcache.key";

	/**
	 * Name that keeps applications apart.
	 * @param environment has the application's name
	 * @return the namespace
	 */
	String namespaceOr(Environment environment) {
		return StringUtils.hasText(this.namespace) ? this.namespace
				: environment.getProperty("spring.application.name", "");
	}

	@Override
	public String toString() {
		return "LlmCacheProperties[]";
	}

	/**
	 * Whether an application has tenants.
	 */
	public enum Tenancy {

		/** Every call belongs to the one tenant, unless it names another. */
		SINGLE,

		/** Every call names its tenant. */
		MULTI

	}

	/**
	 * Which chat clients go through the cache.
	 */
	public enum ApplyTo {

		/** Beans whose method is annotated. */
		ANNOTATED,

		/** These, and every client made with the auto-configured builder. */
		ALL

	}

	/**
	 * When to create missing tables.
	 */
	public enum SchemaInitialization {

		/** Never. */
		NEVER,

		/** In embedded databases only. */
		EMBEDDED,

		/** Always. */
		ALWAYS

	}

	/**
	 * Where the exact layer stores answers.
	 */
	public enum ExactStore {

		/** Redis if there is one and 'llmcache.key' is set, otherwise Caffeine. */
		AUTO,

		/** In this process. */
		CAFFEINE,

		/** In the application's Redis, with Caffeine in front. */
		REDIS

	}

	/**
	 * Where the semantic layer stores answers.
	 */
	public enum SemanticStore {

		/**
		 * PostgreSQL if there is one that has the table or may get it and 'llmcache.key'
		 * is set, otherwise Lucene.
		 */
		AUTO,

		/** In this process, in memory or in a directory. */
		LUCENE,

		/** In the application's PostgreSQL. */
		PGVECTOR,

		/**
		 * In a VectorStore bean of Spring AI that holds nothing else and is named by
		 * 'llmcache.semantic.vector-store.bean-name'.
		 */
		VECTOR_STORE

	}

	/**
	 * The exact layer.
	 *
	 * @param enabled Whether the same question is answered from the cache.
	 * @param store Where answers are stored.
	 * @param timeout How long a lookup may take, reading what was invalidated included,
	 * before it counts as a miss.
	 * @param maxSize Memory that answers may take in this process.
	 * @param redis The layer in Redis.
	 */
	public record Exact(@DefaultValue("true") boolean enabled, @DefaultValue("auto") ExactStore store,
			@DefaultValue("50ms") Duration timeout, @DefaultValue("64MB") DataSize maxSize, @DefaultValue Redis redis) {

	}

	/**
	 * The exact layer in Redis.
	 *
	 * @param keyPrefix Start of every key.
	 * @param timeout How long a command may take.
	 */
	public record Redis(@DefaultValue("llmcache:x:") String keyPrefix, @DefaultValue("50ms") Duration timeout) {

	}

	/**
	 * The semantic layer.
	 *
	 * @param enabled Whether a question of the same meaning is answered from the cache.
	 * @param store Where questions and answers are stored.
	 * @param timeout How long a lookup may take, embedding included, before it counts as
	 * a miss.
	 * @param lucene The layer in this process.
	 * @param pgvector The layer in PostgreSQL.
	 * @param vectorStore The layer in a VectorStore bean.
	 * @param reembed What becomes of the answers of another embedding model.
	 * @param answerVectors Whether answers are embedded when they are stored, in the
	 * background, to tell whether two of them say the same. Without, only the same text
	 * does.
	 * @param guards What tells apart questions whose answers differ.
	 */
	public record Semantic(@DefaultValue("true") boolean enabled, @DefaultValue("auto") SemanticStore store,
			@DefaultValue("150ms") Duration timeout, @DefaultValue Lucene lucene, @DefaultValue Pgvector pgvector,
			@DefaultValue @NestedConfigurationProperty VectorStoreProperties vectorStore,
			@DefaultValue @NestedConfigurationProperty ReembedProperties reembed,
			@DefaultValue("true") boolean answerVectors,
			@DefaultValue @NestedConfigurationProperty GuardProperties guards) {

		/**
		 * Names the VectorStore bean that holds answers and no documents.
		 * @return its name, or null if there is none
		 */
		@Nullable String answersBean() {
			return (this.store == SemanticStore.VECTOR_STORE) ? this.vectorStore.beanName() : null;
		}

	}

	/**
	 * The semantic layer in this process.
	 *
	 * @param directory Directory of the index. Without one it is kept in memory and lost
	 * with the process.
	 * @param maxSize Size that the index may have before the oldest answers leave it.
	 * @param quantization Smaller copies of the vectors by which scopes of more than
	 * 2,000 questions are searched, so that less of a large index has to be in memory for
	 * that to be fast. What is found is compared in full precision. The vectors are kept
	 * as well: the index takes more of its 'max-size', and one without a directory more
	 * memory. It can be changed at any time, and takes hold as entries are written anew.
	 */
	public record Lucene(@Nullable Path directory, @DefaultValue("256MB") DataSize maxSize,
			@DefaultValue("none") Quantization quantization) {

	}

	/**
	 * The semantic layer in PostgreSQL.
	 *
	 * @param table Name of the table, with or without a schema.
	 * @param generationsOf Table by whose name the one is called that keeps what was
	 * invalidated, if it is not the present one. When an embedding model needs a new
	 * table, this stays the old name, else all earlier answers count as invalidated.
	 * @param maxConnections Connections of its own that the layer opens at the most.
	 * @param timeout How long a search may take, waiting for a connection included.
	 * @param writeTimeout How long anything else may take.
	 */
	public record Pgvector(@DefaultValue("llmcache_semantic") String table, @Nullable String generationsOf,
			@DefaultValue("4") int maxConnections, @DefaultValue("150ms") Duration timeout,
			@DefaultValue("5s") Duration writeTimeout) {

	}

	/**
	 * Fetching anew what is served stale.
	 *
	 * @param maxConcurrent How many answers an instance fetches anew at a time.
	 * @param drainTimeout How long those under way may take when the application stops.
	 */
	public record Refresh(@DefaultValue("8") int maxConcurrent, @DefaultValue("2s") Duration drainTimeout) {

	}

	/**
	 * Deleting what has expired or was invalidated.
	 *
	 * @param interval How often an instance does it, at least a second.
	 */
	public record Sweep(@DefaultValue("1m") Duration interval) {

	}

	/**
	 * Writes that happen after the caller has its answer, for each layer apart.
	 *
	 * @param queueCapacity Writes of a layer that may wait; further ones are dropped and
	 * counted.
	 * @param threads Threads that write for a layer.
	 * @param drainTimeout How long waiting writes may take when the application stops.
	 */
	public record Writes(@DefaultValue("1000") int queueCapacity, @DefaultValue("2") int threads,
			@DefaultValue("2s") Duration drainTimeout) {

	}

}
