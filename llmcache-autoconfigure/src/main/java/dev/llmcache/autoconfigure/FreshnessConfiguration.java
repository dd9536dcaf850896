package dev.llmcache.autoconfigure;

import java.time.InstantSource;

import dev.llmcache.Generations;
import dev.llmcache.Invalidation;
import dev.llmcache.LlmCache;
import dev.llmcache.Marks;
import dev.llmcache.freshness.FleetGenerations;
import dev.llmcache.freshness.Freshness;
import dev.llmcache.freshness.Maintenance;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.MarkDigests;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.InMemoryLeaseStore;
import dev.llmcache.store.LeaseStore;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * What keeps answers from being served when they should not be any more.
 */
@Configuration(proxyBeanMethods = false)
class FreshnessConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Marks llmCacheMarks(Keyring keyring, LlmCacheProperties properties, Environment environment) {
		return new MarkDigests(keyring, properties.namespaceOr(environment));
	}

	@Bean
	@ConditionalOnMissingBean(GenerationStore.class)
	GenerationAuthority llmCacheGenerationAuthority(LlmCacheProperties properties,
			ObjectProvider<ExactStoreChoice> exact, ObjectProvider<SemanticStoreChoice> semantic,
			ObjectProvider<RedisStores> redis, ObjectProvider<SharedVectorIndexFactory> pgvector,
			StartupReport report) {
		GenerationAuthority authority = new GenerationAuthorities(properties, exact, semantic, redis, pgvector)
			.choose();
		report.add("invalidation", authority.name(), authority.why());
		return authority;
	}

	@Bean
	@ConditionalOnMissingBean
	GenerationStore llmCacheGenerationStore(GenerationAuthority authority) {
		return authority.store().get();
	}

	@Bean
	@ConditionalOnMissingBean
	Generations llmCacheGenerations(GenerationStore store, ObjectProvider<GenerationAuthority> authority,
			ObjectProvider<SemanticStoreChoice> semantic, LlmCacheProperties properties, Marks marks,
			ObservedStores observed) {
		InvalidationProperties settings = properties.invalidation();
		GenerationAuthority chosen = authority.getIfAvailable();
		discardUnused(semantic.getIfAvailable(), chosen);
		// What is in this process is read as fast as it is remembered
		boolean strict = settings.strict() || (chosen != null && !chosen.shared());
		return new FleetGenerations(store,
				new Freshness(strict, settings.maxLag(), settings.serveFor(), Freshness.STANDARD.lifetime()),
				InstantSource.system(), marks.of(Invalidation.all()), observed.threads("llmcache-generations-"));
	}

	private static void discardUnused(@Nullable SemanticStoreChoice semantic, @Nullable GenerationAuthority chosen) {
		IndexGenerations beside = (semantic != null) ? semantic.generations() : null;
		if (beside != null && (chosen == null || !beside.equals(chosen.store()))) {
			beside.discard();
		}
	}

	@Bean
	@ConditionalOnMissingBean
	LeaseStore llmCacheLeaseStore(ObjectProvider<ExactStoreChoice> exact) {
		ExactStoreChoice choice = exact.getIfAvailable();
		RedisStores redis = (choice != null) ? choice.redis() : null;
		return (redis != null) ? redis.leases() : new InMemoryLeaseStore(InstantSource.system());
	}

	@Bean
	Maintenance llmCacheMaintenance(LlmCache cache, Generations generations, LlmCacheProperties properties) {
		Maintenance maintenance = new Maintenance(cache, generations,
				(generations instanceof FleetGenerations fleet) ? fleet::retry : () -> {
				});
		maintenance.start(properties.sweep().interval());
		return maintenance;
	}

}
