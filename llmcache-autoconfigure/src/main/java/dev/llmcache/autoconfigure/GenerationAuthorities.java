package dev.llmcache.autoconfigure;

import java.time.InstantSource;
import java.util.Locale;

import dev.llmcache.autoconfigure.InvalidationProperties.Authority;
import dev.llmcache.store.InMemoryGenerationStore;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Chooses where all instances read what was invalidated: where an emptied store voids the
 * least, PostgreSQL before Redis before this process.
 */
final class GenerationAuthorities {

	private static final String PROPERTY = "llmcache.invalidation.authority";

	private final LlmCacheProperties properties;

	private final ObjectProvider<ExactStoreChoice> exact;

	private final ObjectProvider<SemanticStoreChoice> semantic;

	private final ObjectProvider<RedisStores> redis;

	private final ObjectProvider<SharedVectorIndexFactory> pgvector;

	GenerationAuthorities(LlmCacheProperties properties, ObjectProvider<ExactStoreChoice> exact,
			ObjectProvider<SemanticStoreChoice> semantic, ObjectProvider<RedisStores> redis,
			ObjectProvider<SharedVectorIndexFactory> pgvector) {
		this.properties = properties;
		this.exact = exact;
		this.semantic = semantic;
		this.redis = redis;
		this.pgvector = pgvector;
	}

	GenerationAuthority choose() {
		return switch (this.properties.invalidation().authority()) {
			case AUTO -> automatic(this.exact.getIfAvailable(), this.semantic.getIfAvailable());
			case REDIS -> redis(required(this.redis.getIfAvailable(), Authority.REDIS,
					"Add spring-boot-starter-data-redis and set 'spring.data.redis.url'"), PROPERTY);
			case PGVECTOR -> {
				SharedVectorIndexFactory factory = required(this.pgvector.getIfAvailable(), Authority.PGVECTOR,
						"Add spring-boot-starter-jdbc and org.postgresql:postgresql and set 'spring.datasource.url'");
				yield new GenerationAuthority("pgvector", PROPERTY, true, factory::openGenerations);
			}
		};
	}

	private static GenerationAuthority automatic(@Nullable ExactStoreChoice exact,
			@Nullable SemanticStoreChoice semantic) {
		if (semantic != null && semantic.shared() && semantic.generations() != null) {
			return new GenerationAuthority("pgvector", "auto: answers are there", true, semantic.generations());
		}
		if (exact != null && exact.redis() != null) {
			return redis(exact.redis(), "auto: answers are there");
		}
		if (semantic != null && semantic.generations() != null) {
			return new GenerationAuthority("directory", "auto: answers outlive the process", false,
					semantic.generations());
		}
		String why = (semantic != null && semantic.shared())
				? "auto: no Redis and '%s' is not set, so answers do not outlast the process".formatted(PROPERTY)
				: "auto: answers are there";
		return new GenerationAuthority("this process", why, false,
				() -> new InMemoryGenerationStore(InstantSource.system()));
	}

	private static GenerationAuthority redis(RedisStores redis, String why) {
		return new GenerationAuthority("redis", why, true, redis::generations);
	}

	private <T> T required(@Nullable T stores, Authority authority, String remedy) {
		String name = authority.name().toLowerCase(Locale.ROOT);
		Secrets.requireFor(PROPERTY, name, this.properties);
		if (stores == null) {
			throw new LlmCacheConfigurationException(
					"'%s=%s' needs a server, and none is set up.".formatted(PROPERTY, name),
					remedy + ", or set '%s' to 'auto'.".formatted(PROPERTY));
		}
		return stores;
	}

}
