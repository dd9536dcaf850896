package dev.llmcache.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Vectors of texts.
 *
 * @param enabled Whether vectors are remembered.
 * @param maxSize Memory that remembered vectors may take in this process.
 * @param model Name of the EmbeddingModel bean that embeds questions, or 'local' for the
 * model on the class path. Falls back to the only or primary bean, then to the model on
 * the class path.
 * @param modelId Name of the vector space, if the one derived from the model's class and
 * options is not right. Another name is another index.
 * @param timeout How long the model may take for a question that is stored. One that is
 * looked up has no longer than 'llmcache.semantic.timeout'.
 * @param beans Names of the EmbeddingModel beans whose vectors are remembered for the
 * application too, or '*' for all.
 * @param modelIds What such a bean embeds with, by its name: necessary where the model
 * does not name itself in its options, since its vectors are not kept beyond this process
 * otherwise. Another one is another vector space.
 * @param precision How exact remembered vectors are. They take half as much in 'float16'.
 * @param store Where vectors of documents are kept, behind this process.
 * @param ttl How long a document is kept there that nobody asks for.
 * @param questionTtl How long a question is kept in Redis.
 * @param redis Vectors in Redis.
 * @param postgres Vectors in PostgreSQL.
 * @param lucene Vectors in a directory.
 */
public record EmbeddingProperties(@DefaultValue("true") boolean enabled, @DefaultValue("16MB") DataSize maxSize,
		@Nullable String model, @Nullable String modelId, @DefaultValue("10s") Duration timeout,
		@DefaultValue Set<String> beans, @DefaultValue Map<String, String> modelIds,
		@DefaultValue("float32") VectorPrecision precision, @DefaultValue("auto") Store store,
		@DefaultValue("90d") Duration ttl, @DefaultValue("1d") Duration questionTtl, @DefaultValue Redis redis,
		@DefaultValue Postgres postgres, @DefaultValue Lucene lucene) {

	/** Name that stands for all beans. */
	static final String ALL = "*";

	/**
	 * Directory that vectors may be kept in, which is not asked for where none can be.
	 */
	@Nullable Path directoryInUse() {
		boolean chosen = this.store == Store.LUCENE || (this.store == Store.AUTO && !this.beans.isEmpty());
		return (this.enabled && chosen) ? this.lucene.directory() : null;
	}

	boolean isRemembered(String bean) {
		return this.enabled && (this.beans.contains(ALL) || this.beans.contains(bean));
	}

	/**
	 * How exact remembered vectors are.
	 */
	public enum VectorPrecision {

		/** As the model gives them. */
		FLOAT32,

		/** Rounded to eleven binary digits. */
		FLOAT16

	}

	/**
	 * Where vectors of documents are kept.
	 */
	public enum Store {

		/**
		 * If beans are named and 'llmcache.key' is set, PostgreSQL that has the table or
		 * may get it, then Redis. Otherwise Lucene if it has a directory, and Caffeine if
		 * it has none.
		 */
		AUTO,

		/** In this process only. */
		CAFFEINE,

		/** In the application's Redis, those of questions too. */
		REDIS,

		/** In the application's PostgreSQL. */
		POSTGRES,

		/** In a directory of this machine. */
		LUCENE

	}

	/**
	 * Vectors in Redis.
	 *
	 * @param keyPrefix Start of every key.
	 * @param timeout How long 64 vectors may take before they are embedded instead.
	 */
	public record Redis(@DefaultValue("llmcache:v:") String keyPrefix, @DefaultValue("250ms") Duration timeout) {

	}

	/**
	 * Vectors in PostgreSQL.
	 *
	 * @param table Name of the table, with or without a schema.
	 * @param maxConnections Connections of its own that the store opens at the most.
	 * @param timeout How long 500 vectors may take before they are embedded instead.
	 * @param writeTimeout How long it may take to store as many.
	 */
	public record Postgres(@DefaultValue("llmcache_embedding") String table, @DefaultValue("4") int maxConnections,
			@DefaultValue("1s") Duration timeout, @DefaultValue("5s") Duration writeTimeout) {

	}

	/**
	 * Vectors in a directory.
	 *
	 * @param directory Directory, which one process at a time can use.
	 * @param maxSize Size that the vectors may have before those leave that nobody has
	 * asked for in the longest time.
	 */
	public record Lucene(@Nullable Path directory, @DefaultValue("1GB") DataSize maxSize) {

	}

}
