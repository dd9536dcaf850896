package dev.llmcache.autoconfigure;

import java.time.InstantSource;

import javax.sql.DataSource;

import dev.llmcache.autoconfigure.LlmCacheProperties.Pgvector;
import dev.llmcache.autoconfigure.LlmCacheProperties.SchemaInitialization;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.pgvector.PgvectorConnections;
import dev.llmcache.store.pgvector.PgvectorGenerationStore;
import dev.llmcache.store.pgvector.PgvectorIndex;
import dev.llmcache.store.pgvector.PgvectorSchemaException;
import dev.llmcache.store.pgvector.PgvectorSettings;
import dev.llmcache.store.pgvector.PgvectorTable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The semantic layer's index in the application's PostgreSQL.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "org.postgresql.Driver")
class PgvectorConfiguration {

	@Bean
	@ConditionalOnSingleCandidate(DataSource.class)
	SharedVectorIndexFactory llmCachePgvectorIndexFactory(DataSource dataSource, LlmCacheProperties properties) {
		return new Factory(dataSource, properties);
	}

	private record Factory(DataSource dataSource, LlmCacheProperties properties) implements SharedVectorIndexFactory {

		@Override
		public VectorIndex open(int dimension) {
			try {
				PgvectorSettings settings = settings(this.properties, dimension);
				return PgvectorIndex.open(PgvectorConnections.of(this.dataSource, settings), settings,
						InstantSource.system());
			}
			catch (PgvectorSchemaException ex) {
				throw new LlmCacheConfigurationException("The pgvector store cannot be used: " + ex.getMessage(),
						"Change the property that is named there, or set 'llmcache.semantic.store' to 'lucene'.");
			}
		}

		@Override
		public GenerationStore openGenerations() {
			PgvectorSettings settings = settings(this.properties, 1);
			return new PgvectorGenerationStore(PgvectorConnections.of(this.dataSource, settings), settings,
					InstantSource.system());
		}

	}

	private static PgvectorSettings settings(LlmCacheProperties properties, int dimension) {
		Pgvector pgvector = properties.semantic().pgvector();
		return new PgvectorSettings(PgvectorTable.parse(pgvector.table()), dimension,
				properties.initializeSchema() == SchemaInitialization.ALWAYS, pgvector.maxConnections(),
				pgvector.timeout(), pgvector.writeTimeout());
	}

}
