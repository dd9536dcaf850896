package dev.llmcache.autoconfigure;

import java.time.Duration;
import java.util.Set;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Learning of what other instances invalidate.
 *
 * @param authority Where all instances read what was invalidated: the database of the
 * pgvector store or the Redis of the exact layer, whichever there is, in this order
 * (auto).
 * @param strict Whether every lookup asks there, so that nothing is served on any
 * instance once an invalidation has returned. Without it, an instance relies on what it
 * read for 'max-lag'.
 * @param maxLag How long after an invalidation another instance may still serve what it
 * invalidates. Mostly it is told at once.
 * @param serveFor How long an instance that can no longer read what was invalidated goes
 * on serving; after that it asks the model. With 'strict', it asks the model at once.
 * @param watchVectorStores Names of VectorStore beans, or '*' for all, whose changes by
 * this application invalidate the answers made from their documents.
 */
public record InvalidationProperties(@DefaultValue("auto") Authority authority, @DefaultValue("false") boolean strict,
		@DefaultValue("1s") Duration maxLag, @DefaultValue("30s") Duration serveFor,
		@DefaultValue Set<String> watchVectorStores) {

	/**
	 * Where all instances read what was invalidated.
	 */
	public enum Authority {

		/** PostgreSQL if answers are there, otherwise Redis if answers are there. */
		AUTO,

		/** Redis. */
		REDIS,

		/** PostgreSQL. */
		PGVECTOR

	}

}
