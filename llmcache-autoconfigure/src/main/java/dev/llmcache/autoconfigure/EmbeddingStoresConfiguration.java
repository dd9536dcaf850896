package dev.llmcache.autoconfigure;

import java.nio.file.Path;
import java.time.InstantSource;
import javax.sql.DataSource;

import dev.llmcache.autoconfigure.EmbeddingProperties.Postgres;
import dev.llmcache.autoconfigure.EmbeddingProperties.Redis;
import dev.llmcache.autoconfigure.EmbeddingProperties.Store;
import dev.llmcache.autoconfigure.LlmCacheProperties.SchemaInitialization;
import dev.llmcache.breaker.Breaker;
import dev.llmcache.breaker.Breakers;
import dev.llmcache.store.EmbeddingStore;
import dev.llmcache.store.lucene.LuceneEmbeddingStore;
import dev.llmcache.store.lucene.UnusableDirectoryException;
import dev.llmcache.store.pgvector.PgvectorConnections;
import dev.llmcache.store.pgvector.PgvectorSchemaException;
import dev.llmcache.store.pgvector.PgvectorSettings;
import dev.llmcache.store.pgvector.PgvectorTable;
import dev.llmcache.store.pgvector.PostgresEmbeddingStore;
import dev.llmcache.store.redis.RedisConnections;
import dev.llmcache.store.redis.RedisEmbeddingStore;
import io.lettuce.core.RedisClient;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * The stores of vectors that the class path makes possible.
 */
@Configuration(proxyBeanMethods = false)
class EmbeddingStoresConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ RedisConnectionFactory.class, RedisClient.class })
	static class RedisVectors {

		@Bean
		@ConditionalOnSingleCandidate(RedisConnectionFactory.class)
		EmbeddingStoreFactory llmCacheRedisEmbeddingStoreFactory(RedisConnectionFactory connectionFactory,
				LlmCacheProperties properties, ObservedStores observed, Breakers breakers) {
			EmbeddingProperties embedding = properties.embedding();
			Redis redis = embedding.redis();
			return new EmbeddingStoreFactory(Store.REDIS,
					() -> observed
						.embeddings("redis",
								new RedisEmbeddingStore(
										RedisConnections.of(connectionFactory, redis.timeout(),
												breakers.ofServer("redis")),
										redis.keyPrefix(), redis.timeout(), embedding.ttl(), embedding.questionTtl(),
										InstantSource.system())));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.postgresql.Driver")
	static class PostgresVectors {

		private static final String POSTGRESQL = "postgresql";

		private static final int ANY_DIMENSION = 1;

		@Bean
		@ConditionalOnSingleCandidate(DataSource.class)
		EmbeddingStoreFactory llmCachePostgresEmbeddingStoreFactory(DataSource dataSource,
				LlmCacheProperties properties, ObservedStores observed, Breakers breakers) {
			PgvectorTable table = table(properties.embedding().postgres().table());
			return new EmbeddingStoreFactory(Store.POSTGRES, () -> observed.embeddings(POSTGRESQL,
					open(dataSource, table, properties, breakers.ofServer(POSTGRESQL))));
		}

		private static EmbeddingStore open(DataSource dataSource, PgvectorTable table, LlmCacheProperties properties,
				Breaker breaker) {
			Postgres postgres = properties.embedding().postgres();
			PgvectorSettings settings = new PgvectorSettings(table, ANY_DIMENSION,
					properties.initializeSchema() == SchemaInitialization.ALWAYS, postgres.maxConnections(),
					postgres.timeout(), postgres.writeTimeout());
			try {
				return PostgresEmbeddingStore.open(PgvectorConnections.of(dataSource, settings, breaker), settings,
						properties.embedding().ttl(), InstantSource.system());
			}
			catch (PgvectorSchemaException ex) {
				throw new LlmCacheConfigurationException("Vectors cannot be kept in PostgreSQL: " + ex.getMessage(),
						"Change the property that is named there, or set '%s' to another store."
							.formatted(EmbeddingStores.PROPERTY));
			}
		}

		private static PgvectorTable table(String name) {
			try {
				return PgvectorTable.parse(name);
			}
			catch (PgvectorSchemaException ex) {
				throw new LlmCacheConfigurationException("'llmcache.embedding.postgres.table' is no name of a table.",
						"Set it to 'name' or 'schema.name', of lower-case letters, digits and underscores.");
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(IndexWriter.class)
	static class LuceneVectors {

		private static final Log logger = LogFactory.getLog(LlmCacheAutoConfiguration.class);

		@Bean
		EmbeddingStoreFactory llmCacheLuceneEmbeddingStoreFactory(LlmCacheProperties properties,
				ObservedStores observed) {
			return new EmbeddingStoreFactory(Store.LUCENE, () -> {
				EmbeddingStore store = open(properties.embedding());
				return (store != null) ? observed.embeddings("lucene", store) : null;
			});
		}

		private static @Nullable EmbeddingStore open(EmbeddingProperties embedding) {
			Path directory = embedding.lucene().directory();
			if (directory == null) {
				return null;
			}
			try {
				return LuceneEmbeddingStore.open(directory, embedding.lucene().maxSize().toBytes(), embedding.ttl(),
						InstantSource.system());
			}
			catch (UnusableDirectoryException ex) {
				// As it is while one release of the application takes over from another
				if (!(ex.getCause() instanceof LockObtainFailedException)) {
					throw LlmCacheConfigurationException.of(ex);
				}
				logger
					.warn(("Another process uses the directory of '%s', so this one remembers vectors only as long as "
							+ "it runs. Give each process a directory of its own.")
						.formatted(LuceneEmbeddingStore.PROPERTY));
				return null;
			}
		}

	}

}
