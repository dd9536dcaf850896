package dev.llmcache.autoconfigure;

import java.time.InstantSource;

import dev.llmcache.Generations;
import dev.llmcache.Marks;
import dev.llmcache.freshness.FleetGenerations;
import dev.llmcache.freshness.Freshness;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.MarkDigests;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.InMemoryGenerationStore;
import dev.llmcache.store.InMemoryLeaseStore;
import dev.llmcache.store.LeaseStore;

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
	@ConditionalOnMissingBean
	GenerationStore llmCacheGenerationStore() {
		return new InMemoryGenerationStore(InstantSource.system());
	}

	@Bean
	@ConditionalOnMissingBean
	Generations llmCacheGenerations(GenerationStore store) {
		return new FleetGenerations(store, Freshness.STANDARD, InstantSource.system());
	}

	@Bean
	@ConditionalOnMissingBean
	LeaseStore llmCacheLeaseStore() {
		return new InMemoryLeaseStore(InstantSource.system());
	}

}
