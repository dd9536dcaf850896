package dev.llmcache.autoconfigure;

import java.util.List;
import java.util.Locale;

import dev.llmcache.autoconfigure.EmbeddingProperties.Store;
import dev.llmcache.store.EmbeddingStore;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Chooses where vectors are kept behind this process.
 */
final class EmbeddingStores {

	static final String PROPERTY = "llmcache.embedding.store";

	private static final String PART = "vectors";

	private final LlmCacheProperties properties;

	private final List<EmbeddingStoreFactory> factories;

	private final StartupReport report;

	EmbeddingStores(LlmCacheProperties properties, List<EmbeddingStoreFactory> factories, StartupReport report) {
		this.properties = properties;
		this.factories = factories;
		this.report = report;
	}

	EmbeddingStoreChoice choose() {
		Store store = this.properties.embedding().store();
		if (!this.properties.embedding().enabled()) {
			this.report.add(PART, "off", "llmcache.embedding.enabled");
			return new EmbeddingStoreChoice(null);
		}
		return switch (store) {
			case AUTO -> automatic();
			case CAFFEINE -> caffeine(PROPERTY);
			case REDIS -> shared(store, "a RedisConnectionFactory bean",
					"Add spring-boot-starter-data-redis and set 'spring.data.redis.url'");
			case POSTGRES -> shared(store, "a DataSource bean and the PostgreSQL driver",
					"Add spring-boot-starter-jdbc and org.postgresql:postgresql and set 'spring.datasource.url'");
			case LUCENE -> {
				if (this.properties.embedding().lucene().directory() == null) {
					throw new LlmCacheConfigurationException(
							"'%s=lucene' needs a directory, and 'llmcache.embedding.lucene.directory' is not set."
								.formatted(PROPERTY),
							"Set it to a directory that this process alone may read and write.");
				}
				yield required(store, "Lucene", "Add org.apache.lucene:lucene-core");
			}
		};
	}

	private EmbeddingStoreChoice shared(Store store, String need, String remedy) {
		Secrets.requireFor(PROPERTY, name(store), this.properties);
		return required(store, need, remedy);
	}

	private EmbeddingStoreChoice required(Store store, String need, String remedy) {
		EmbeddingStoreFactory factory = factory(store);
		if (factory == null) {
			throw new LlmCacheConfigurationException("'%s=%s' needs %s.".formatted(PROPERTY, name(store), need),
					remedy + ", or set '%s' to 'caffeine'.".formatted(PROPERTY));
		}
		return opened(factory, PROPERTY);
	}

	private EmbeddingStoreChoice automatic() {
		if (this.properties.embedding().beans().isEmpty()) {
			return caffeine("auto: llmcache.embedding.beans names none");
		}
		String why = "auto: no PostgreSQL, no Redis and no directory";
		if (StringUtils.hasText(this.properties.key())) {
			for (Store store : List.of(Store.POSTGRES, Store.REDIS)) {
				EmbeddingStoreFactory factory = factory(store);
				try {
					if (factory != null) {
						return opened(factory, "auto: llmcache.key is set");
					}
				}
				catch (LlmCacheConfigurationException ex) {
					why = "auto: " + ex.getMessage();
				}
			}
		}
		EmbeddingStoreFactory lucene = factory(Store.LUCENE);
		boolean isLasting = lucene != null && this.properties.embedding().lucene().directory() != null;
		return (lucene != null && isLasting) ? opened(lucene, "auto: it has a directory") : caffeine(why);
	}

	private EmbeddingStoreChoice opened(EmbeddingStoreFactory factory, String why) {
		EmbeddingStore store = factory.opening().get();
		if (store == null) {
			return caffeine("another process uses the directory");
		}
		this.report.add(PART, name(factory.store()), why);
		return new EmbeddingStoreChoice(store);
	}

	private EmbeddingStoreChoice caffeine(String why) {
		this.report.add(PART, "caffeine", why);
		return new EmbeddingStoreChoice(null);
	}

	private @Nullable EmbeddingStoreFactory factory(Store store) {
		return this.factories.stream().filter((factory) -> factory.store() == store).findFirst().orElse(null);
	}

	private static String name(Store store) {
		return store.name().toLowerCase(Locale.ROOT);
	}

}
