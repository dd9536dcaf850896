package dev.llmcache.store.pgvector;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

import dev.llmcache.BreakerOpenException;
import dev.llmcache.Mark;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.GenerationStoreContract;
import dev.llmcache.test.OpenBreaker;
import dev.llmcache.test.servers.PostgresServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@link PgvectorGenerationStore} on a real PostgreSQL.
 */
@ExtendWith(OutputCaptureExtension.class)
class PgvectorGenerationStoreIT extends GenerationStoreContract {

	private static final PgvectorDatabase DATABASE = PgvectorDatabase.of(PostgresServer.shared());

	private static final PgvectorSettings SETTINGS = new PgvectorSettings(PgvectorTable.parse("generations_it"), 1,
			true, 4, Duration.ofSeconds(10), Duration.ofSeconds(10));

	private final PgvectorGenerationStore store = open(DATABASE, SETTINGS);

	private static PgvectorGenerationStore open(PgvectorDatabase database, PgvectorSettings settings) {
		return new PgvectorGenerationStore(database.connections(settings), settings, InstantSource.system());
	}

	@BeforeEach
	void dropTable() {
		DATABASE.execute("DROP TABLE IF EXISTS generations_it_generation");
	}

	@AfterEach
	void close() {
		this.store.close();
	}

	@Override
	protected GenerationStore store() {
		return this.store;
	}

	@Override
	protected void lose(Mark mark) {
		DATABASE.execute("DELETE FROM generations_it_generation WHERE mark = ?", mark.bytes());
	}

	@Test
	void invalidatesThoughNobodyElseIsLetThrough() {
		long before = create(TAG);
		DataSource application = new DriverManagerDataSource(DATABASE.url(), DATABASE.user(), DATABASE.password());
		try (OpenBreaker open = new OpenBreaker();
				PgvectorGenerationStore guarded = new PgvectorGenerationStore(
						PgvectorConnections.of(application, SETTINGS, open.breaker()), SETTINGS,
						InstantSource.system())) {
			assertThatExceptionOfType(BreakerOpenException.class).isThrownBy(() -> guarded.read(Set.of(TAG)));
			assertThat(guarded.replace(Set.of(TAG), LIFETIME).get(TAG)).isNotEqualTo(before);
			assertThat(create(TAG)).isNotEqualTo(before);
		}
	}

	@Test
	void anExpiredGenerationIsNone() {
		long before = create(TAG);
		DATABASE.execute("UPDATE generations_it_generation SET expires_at = now() - interval '1 second'");
		assertThat(this.store.read(Set.of(TAG))).isEmpty();
		assertThat(create(TAG)).isNotEqualTo(before);
	}

	@Test
	void writesNothingWhileAGenerationIsKeptLongEnough() {
		create(TAG);
		String version = "SELECT xmin FROM generations_it_generation";
		String before = DATABASE.query(version).getFirst();
		create(TAG);
		assertThat(DATABASE.query(version).getFirst()).isEqualTo(before);
		this.store.readOrCreate(Set.of(TAG), LIFETIME.multipliedBy(3));
		assertThat(DATABASE.query(version).getFirst()).isNotEqualTo(before);
	}

	@Test
	void hasLostEverythingWhenTheDataHaveAnotherHistory() {
		long before = create(TAG);
		long replaced = replace(OTHER);
		DATABASE.execute("UPDATE generations_it_generation SET history = history + 1");
		assertThat(this.store.read(Set.of(TAG, OTHER, Mark.ANY_INVALIDATION))).isEmpty();
		assertThat(create(TAG)).isNotEqualTo(before);
		assertThat(create(OTHER)).isNotEqualTo(replaced);
		assertThat(this.store.read(Set.of(TAG, OTHER))).hasSize(2);
	}

	@Test
	void needsNoMoreThanItsTable(CapturedOutput output) {
		create(TAG);
		DATABASE.execute("CREATE ROLE generations_it LOGIN PASSWORD 'generations_it'");
		DATABASE.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON generations_it_generation TO generations_it");
		PgvectorDatabase visited = new PgvectorDatabase(DATABASE.url(), "generations_it", "generations_it");
		try (PgvectorGenerationStore visitor = open(visited, SETTINGS)) {
			Map<Mark, Long> replaced = visitor.replace(Set.of(TAG), LIFETIME);
			assertThat(this.store.read(replaced.keySet())).isEqualTo(replaced);
			assertThat(visitor.readOrCreate(replaced.keySet(), LIFETIME)).isEqualTo(replaced);
		}
		finally {
			DATABASE.execute("DROP OWNED BY generations_it");
			DATABASE.execute("DROP ROLE generations_it");
		}
		assertThat(output).doesNotContain("does not tell whether its data");
	}

	@Test
	void saysWhichTableIsMissing() {
		try (PgvectorGenerationStore other = open(DATABASE, SETTINGS.withTableCreated(false))) {
			assertThatExceptionOfType(PgvectorSchemaException.class).isThrownBy(() -> other.read(Set.of(TAG)))
				.withMessageContainingAll("generations_it_generation", "llmcache.initialize-schema=always",
						"schema-generations-postgresql.sql");
		}
	}

	@Test
	void saysWhichTableDiffers() {
		DATABASE.execute("CREATE TABLE generations_it_generation (mark bytea PRIMARY KEY, generation bigint)");
		assertThatExceptionOfType(PgvectorSchemaException.class).isThrownBy(() -> create(TAG))
			.withMessageContainingAll("generations_it_generation", "other columns", "llmcache.semantic.pgvector.table");
	}

	@Test
	void deletesWhatHasExpired() {
		create(TAG);
		DATABASE.execute("UPDATE generations_it_generation SET expires_at = now() - interval '1 second'");
		create(OTHER);
		assertThat(this.store.deleteExpired()).isOne();
		assertThat(DATABASE.count("SELECT count(*) FROM generations_it_generation")).isOne();
	}

	@Test
	void deletesWhatHasExpiredByTheWay() {
		create(TAG);
		DATABASE.execute("UPDATE generations_it_generation SET expires_at = now() - interval '1 second'");
		for (int i = 1; i < PgvectorGenerationStore.WRITES_PER_DELETION; i++) {
			replace(OTHER);
		}
		Awaitility.await()
			.until(() -> this.store.read(Set.of(OTHER)).size() == 1
					&& DATABASE.count("SELECT count(*) FROM generations_it_generation WHERE expires_at < now()") == 0);
	}

	@Test
	void anotherInstanceReadsTheSame() {
		long generation = replace(TAG);
		try (PgvectorGenerationStore other = open(DATABASE, SETTINGS)) {
			assertThat(other.read(Set.of(TAG))).containsEntry(TAG, generation);
		}
	}

}
