package dev.llmcache.autoconfigure;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.DataKeyStore;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.InMemoryDataKeyStore;
import dev.llmcache.store.InMemoryGenerationStore;
import dev.llmcache.store.InMemoryObservationStore;
import dev.llmcache.store.Observation;
import dev.llmcache.store.ObservationStore;
import dev.llmcache.store.RecordSource;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.lucene.FileObservationStore;
import dev.llmcache.store.lucene.LuceneVectorIndex;
import dev.llmcache.store.pgvector.PgvectorObservationStore;
import dev.llmcache.store.redis.RedisObservationStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of where it is kept what the adaptive dial learns from.
 */
class ObservationChoiceTests {

	private final ApplicationContextRunner embedded = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class))
		.withPropertyValues("llmcache.key=0123456789abcdef0123456789abcdef");

	private final ApplicationContextRunner withPostgres = this.embedded.withBean(SharedVectorIndexFactory.class,
			Postgres::new);

	private static ApplicationContextRunner redis(ApplicationContextRunner runner) {
		return runner.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
			.withPropertyValues("spring.data.redis.url=redis://127.0.0.1:1");
	}

	private static void assertChosen(ApplicationContextRunner runner, Class<? extends ObservationStore> store) {
		runner.run((context) -> assertThat(context).getBean(ObservationStore.class).isExactlyInstanceOf(store));
	}

	@Test
	void isInThisProcessWhereNothingOutlivesIt() {
		assertChosen(this.embedded, InMemoryObservationStore.class);
	}

	@Test
	void isBesideAnIndexInADirectory(@TempDir Path directory) {
		Path index = directory.resolve("index");
		ApplicationContextRunner inDirectory = this.embedded
			.withPropertyValues("llmcache.semantic.lucene.directory=" + index);
		assertChosen(inDirectory, FileObservationStore.class);
		assertThat(index.resolve("llmcache.observations")).exists();
		assertChosen(redis(inDirectory), RedisObservationStore.class);
	}

	@Test
	void isInPostgresBesideTheAnswers() {
		assertChosen(this.withPostgres, PostgresVerdicts.class);
	}

	@Test
	void isInRedisBeforePostgres() {
		assertChosen(redis(this.withPostgres), RedisObservationStore.class);
	}

	@Test
	void isWhereTheAuthorityWasSetTo() {
		assertChosen(redis(this.withPostgres).withPropertyValues("llmcache.invalidation.authority=pgvector"),
				PostgresVerdicts.class);
		assertChosen(redis(this.withPostgres).withPropertyValues("llmcache.invalidation.authority=redis",
				"llmcache.exact.store=caffeine"), RedisObservationStore.class);
	}

	@Test
	void isInPostgresWithoutAskingItFirst() {
		assertChosen(this.embedded.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
			.withPropertyValues("spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
					"llmcache.semantic.store=pgvector"),
				PgvectorObservationStore.class);
	}

	@Test
	void backsOffForTheApplicationsOwnStore() {
		ObservationStore own = new InMemoryObservationStore();
		redis(this.embedded).withBean(ObservationStore.class, () -> own)
			.run((context) -> assertThat(context).getBean(ObservationStore.class).isSameAs(own));
	}

	private static final class Postgres implements SharedVectorIndexFactory {

		@Override
		public VectorIndex open(int dimension) {
			return LuceneVectorIndex.inMemory(1 << 20, InstantSource.system());
		}

		@Override
		public GenerationStore openGenerations() {
			return new InMemoryGenerationStore(InstantSource.system());
		}

		@Override
		public ObservationStore openObservations() {
			return new PostgresVerdicts();
		}

		@Override
		public DataKeyStore openDataKeys() {
			return new InMemoryDataKeyStore();
		}

		@Override
		public RecordSource read(String table) {
			throw new UnsupportedOperationException();
		}

	}

	private static final class PostgresVerdicts implements ObservationStore {

		private final ObservationStore store = new InMemoryObservationStore();

		@Override
		public void add(Fingerprint subject, Observation observation) {
			this.store.add(subject, observation);
		}

		@Override
		public List<Observation> latest(Fingerprint subject) {
			return this.store.latest(subject);
		}

	}

}
