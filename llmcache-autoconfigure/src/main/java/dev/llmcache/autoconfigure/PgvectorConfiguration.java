package dev.llmcache.autoconfigure;

import java.time.InstantSource;
import javax.sql.DataSource;

import dev.llmcache.autoconfigure.LlmCacheProperties.Pgvector;
import dev.llmcache.autoconfigure.LlmCacheProperties.SchemaInitialization;
import dev.llmcache.breaker.Breaker;
import dev.llmcache.breaker.Breakers;
import dev.llmcache.store.DataKeyStore;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.ObservationStore;
import dev.llmcache.store.RecordForm;
import dev.llmcache.store.RecordSource;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.pgvector.PgvectorConnections;
import dev.llmcache.store.pgvector.PgvectorDataKeyStore;
import dev.llmcache.store.pgvector.PgvectorGenerationStore;
import dev.llmcache.store.pgvector.PgvectorIndex;
import dev.llmcache.store.pgvector.PgvectorObservationStore;
import dev.llmcache.store.pgvector.PgvectorSchemaException;
import dev.llmcache.store.pgvector.PgvectorSettings;
import dev.llmcache.store.pgvector.PgvectorTable;
import dev.llmcache.store.pgvector.PgvectorWalk;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/**
 * The semantic layer's index in the application's PostgreSQL.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "org.postgresql.Driver")
class PgvectorConfiguration {

	private static final String POSTGRESQL = "postgresql";

	private static final Log logger = LogFactory.getLog(LlmCacheAutoConfiguration.class);

	private static final int ANY_DIMENSION = 1;

	private static final String FROM_TABLE = "llmcache.semantic.reembed.from-table";

	private static final String GENERATIONS_OF = "llmcache.semantic.pgvector.generations-of";

	@Bean
	@ConditionalOnSingleCandidate(DataSource.class)
	SharedVectorIndexFactory llmCachePgvectorIndexFactory(DataSource dataSource, LlmCacheProperties properties,
			RecordForm form, ObservedStores observed, Breakers breakers) {
		return new Factory(dataSource, properties, form, observed, breakers.ofServer(POSTGRESQL));
	}

	private record Factory(DataSource dataSource, LlmCacheProperties properties, RecordForm form,
			ObservedStores observed, Breaker breaker) implements SharedVectorIndexFactory {

		@Override
		public VectorIndex open(int dimension) {
			try {
				PgvectorSettings settings = settings(this.properties, dimension);
				return this.observed.index(POSTGRESQL,
						PgvectorIndex.open(PgvectorConnections.of(this.dataSource, settings, this.breaker), settings,
								this.form, InstantSource.system()));
			}
			catch (PgvectorSchemaException ex) {
				throw new LlmCacheConfigurationException("The pgvector store cannot be used: " + ex.getMessage(),
						"Change the property that is named there, or set 'llmcache.semantic.store' to 'lucene'.");
			}
		}

		@Override
		public GenerationStore openGenerations() {
			PgvectorSettings settings = generationSettings(this.properties);
			return this.observed.generations(POSTGRESQL, new PgvectorGenerationStore(
					PgvectorConnections.of(this.dataSource, settings, this.breaker), settings, InstantSource.system()));
		}

		@Override
		public ObservationStore openObservations() {
			PgvectorSettings settings = settings(this.properties, ANY_DIMENSION).withMaxConnections(1);
			return this.observed.observations(POSTGRESQL, new PgvectorObservationStore(
					PgvectorConnections.of(this.dataSource, settings, this.breaker), settings, InstantSource.system()));
		}

		@Override
		public DataKeyStore openDataKeys() {
			PgvectorSettings settings = generationSettings(this.properties).withMaxConnections(1);
			PgvectorDataKeyStore keys = new PgvectorDataKeyStore(
					PgvectorConnections.of(this.dataSource, settings, this.breaker), settings);
			try {
				keys.check();
			}
			catch (PgvectorSchemaException ex) {
				keys.close();
				throw new LlmCacheConfigurationException(
						"The data keys of encrypted answers cannot be stored: " + ex.getMessage(),
						"Change the property that is named there, or set 'llmcache.encryption.store' to 'redis'.");
			}
			catch (RuntimeException ex) {
				logger.warn(
						"PostgreSQL does not answer (%s), so encrypted answers are neither read nor stored until it does"
							.formatted(ex.getClass().getSimpleName()));
			}
			return keys;
		}

		@Override
		public RecordSource read(String table) {
			return walk(this.dataSource, table(table, FROM_TABLE), settings(this.properties, ANY_DIMENSION), this.form);
		}

	}

	private static PgvectorTable table(String name, String property) {
		try {
			return PgvectorTable.parse(name);
		}
		catch (PgvectorSchemaException ex) {
			throw new LlmCacheConfigurationException("'%s' is no name of a table.".formatted(property),
					"Set it to 'name' or 'schema.name', of lower-case letters, digits and underscores.");
		}
	}

	// Elsewhere there would be no generations of the old table's entries, so that all of
	// them were outdated
	private static PgvectorSettings generationSettings(LlmCacheProperties properties) {
		PgvectorSettings own = settings(properties, ANY_DIMENSION);
		String name = properties.semantic().pgvector().generationsOf();
		if (StringUtils.hasText(name)) {
			return own.withTable(table(name, GENERATIONS_OF));
		}
		String from = properties.semantic().reembed().fromTable();
		if (StringUtils.hasText(from)) {
			throw new LlmCacheConfigurationException(
					"With '%s' it has to be known where it is kept what was invalidated.".formatted(FROM_TABLE),
					"Set '%s' to '%s', and leave it when the old table is gone.".formatted(GENERATIONS_OF, from));
		}
		return own;
	}

	private static RecordSource walk(DataSource dataSource, PgvectorTable table, PgvectorSettings own,
			RecordForm form) {
		PgvectorSettings settings = new PgvectorSettings(table, own.dimension(), false, 1, own.lookupTimeout(),
				own.writeTimeout());
		return new PgvectorWalk(PgvectorConnections.of(dataSource, settings), table, form, settings.writeTimeout(),
				InstantSource.system());
	}

	private static PgvectorSettings settings(LlmCacheProperties properties, int dimension) {
		Pgvector pgvector = properties.semantic().pgvector();
		return new PgvectorSettings(PgvectorTable.parse(pgvector.table()), dimension,
				properties.initializeSchema() == SchemaInitialization.ALWAYS, pgvector.maxConnections(),
				pgvector.timeout(), pgvector.writeTimeout(), properties.limits().entries(properties.tenancy()));
	}

}
