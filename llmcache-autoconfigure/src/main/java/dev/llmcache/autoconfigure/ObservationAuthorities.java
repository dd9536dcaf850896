package dev.llmcache.autoconfigure;

import java.util.function.Supplier;

import dev.llmcache.autoconfigure.InvalidationProperties.Authority;
import dev.llmcache.store.InMemoryObservationStore;
import dev.llmcache.store.ObservationStore;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Chooses where verdicts are: where the authority on what was invalidated was set to,
 * otherwise in Redis before PostgreSQL, from which all instances learn together, before
 * the directory of the index and this process.
 */
final class ObservationAuthorities {

	private final Authority authority;

	private final ObjectProvider<ExactStoreChoice> exact;

	private final ObjectProvider<SemanticStoreChoice> semantic;

	private final ObjectProvider<RedisStores> redis;

	private final ObjectProvider<SharedVectorIndexFactory> pgvector;

	ObservationAuthorities(Authority authority, ObjectProvider<ExactStoreChoice> exact,
			ObjectProvider<SemanticStoreChoice> semantic, ObjectProvider<RedisStores> redis,
			ObjectProvider<SharedVectorIndexFactory> pgvector) {
		this.authority = authority;
		this.exact = exact;
		this.semantic = semantic;
		this.redis = redis;
		this.pgvector = pgvector;
	}

	ObservationStore choose() {
		Supplier<ObservationStore> named = switch (this.authority) {
			case AUTO -> null;
			case REDIS -> observations(this.redis.getIfAvailable());
			case PGVECTOR -> observations(this.pgvector.getIfAvailable());
		};
		return ((named != null) ? named : automatic()).get();
	}

	private Supplier<ObservationStore> automatic() {
		ExactStoreChoice answers = this.exact.getIfAvailable();
		if (answers != null && answers.redis() != null) {
			return answers.redis()::observations;
		}
		SemanticStoreChoice index = this.semantic.getIfAvailable();
		return (index != null && index.observations() != null) ? index.observations() : InMemoryObservationStore::new;
	}

	private static @Nullable Supplier<ObservationStore> observations(@Nullable RedisStores stores) {
		return (stores != null) ? stores::observations : null;
	}

	private static @Nullable Supplier<ObservationStore> observations(@Nullable SharedVectorIndexFactory factory) {
		return (factory != null) ? factory::openObservations : null;
	}

}
