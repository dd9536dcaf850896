package dev.llmcache.autoconfigure;

import java.util.Locale;
import java.util.function.Supplier;

import dev.llmcache.autoconfigure.EncryptionProperties.KeyStore;
import dev.llmcache.store.DataKeyStore;
import dev.llmcache.store.InMemoryDataKeyStore;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Chooses where the wrapped data keys are: where they last the longest and nothing evicts
 * them, PostgreSQL before Redis before a directory.
 */
final class DataKeyStores {

	private static final String PROPERTY = "llmcache.encryption.store";

	private final LlmCacheProperties properties;

	private final ObjectProvider<ExactStoreChoice> exact;

	private final ObjectProvider<SemanticStoreChoice> semantic;

	private final ObjectProvider<RedisStores> redis;

	private final ObjectProvider<SharedVectorIndexFactory> pgvector;

	private final StartupReport report;

	DataKeyStores(LlmCacheProperties properties, ObjectProvider<ExactStoreChoice> exact,
			ObjectProvider<SemanticStoreChoice> semantic, ObjectProvider<RedisStores> redis,
			ObjectProvider<SharedVectorIndexFactory> pgvector, StartupReport report) {
		this.properties = properties;
		this.exact = exact;
		this.semantic = semantic;
		this.redis = redis;
		this.pgvector = pgvector;
		this.report = report;
	}

	DataKeyStore choose() {
		ExactStoreChoice answers = this.exact.getIfAvailable();
		SemanticStoreChoice index = this.semantic.getIfAvailable();
		RedisStores shared = (answers != null) ? answers.redis() : null;
		return switch (this.properties.encryption().store()) {
			case AUTO -> automatic(shared, index);
			case REDIS -> {
				RedisStores stores = required(this.redis.getIfAvailable(), KeyStore.REDIS,
						"Add spring-boot-starter-data-redis and set 'spring.data.redis.url'");
				yield reported("redis", PROPERTY, stores::dataKeys);
			}
			case PGVECTOR -> {
				SharedVectorIndexFactory factory = required(this.pgvector.getIfAvailable(), KeyStore.PGVECTOR,
						"Add spring-boot-starter-jdbc and org.postgresql:postgresql and set 'spring.datasource.url'");
				yield reported("pgvector", PROPERTY, factory::openDataKeys);
			}
			case LUCENE -> directory(shared, index);
		};
	}

	private DataKeyStore automatic(@Nullable RedisStores shared, @Nullable SemanticStoreChoice index) {
		if (index != null && index.shared() && index.dataKeys() != null) {
			return reported("pgvector", "auto: answers are there", index.dataKeys());
		}
		if (shared != null) {
			return reported("redis", "auto: answers are there", shared::dataKeys);
		}
		return (index != null && index.dataKeys() != null)
				? reported("directory", "auto: answers are there", index.dataKeys())
				: reported("this process", "auto: nothing outlives the process", InMemoryDataKeyStore::new);
	}

	private DataKeyStore directory(@Nullable RedisStores shared, @Nullable SemanticStoreChoice index) {
		Supplier<DataKeyStore> file = (shared == null && index != null && !index.shared()) ? index.dataKeys() : null;
		Supplier<DataKeyStore> beside = required(file, KeyStore.LUCENE,
				"It is for answers that are in a directory alone: set 'llmcache.semantic.lucene.directory', and the exact layer's store to 'caffeine'");
		return reported("directory", PROPERTY, beside);
	}

	private DataKeyStore reported(String name, String why, Supplier<DataKeyStore> store) {
		this.report.add("data keys", name, why);
		return store.get();
	}

	private static <T> T required(@Nullable T stores, KeyStore store, String remedy) {
		if (stores == null) {
			throw new LlmCacheConfigurationException(
					"'%s=%s' cannot be had here.".formatted(PROPERTY, store.name().toLowerCase(Locale.ROOT)),
					remedy + ", or set '%s' to 'auto'.".formatted(PROPERTY));
		}
		return stores;
	}

}
