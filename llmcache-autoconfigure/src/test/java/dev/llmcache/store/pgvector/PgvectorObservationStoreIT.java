package dev.llmcache.store.pgvector;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import dev.llmcache.store.Observation;
import dev.llmcache.store.ObservationStore;
import dev.llmcache.store.ObservationStoreContract;
import dev.llmcache.test.LearningInstance;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.WordEmbedder;
import dev.llmcache.test.servers.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@link PgvectorObservationStore} on a real PostgreSQL.
 */
@ExtendWith(OutputCaptureExtension.class)
class PgvectorObservationStoreIT extends ObservationStoreContract {

	private static final PgvectorDatabase DATABASE = PgvectorDatabase.of(PostgresServer.shared());

	private static final PgvectorSettings SETTINGS = new PgvectorSettings(PgvectorTable.parse("observations_it"),
			new WordEmbedder("words").dimension(), true, 2, Duration.ofSeconds(10), Duration.ofSeconds(10));

	private static final Observation RIGHT = new Observation(1, true);

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final PgvectorObservationStore store = open(DATABASE, SETTINGS);

	private PgvectorObservationStore open(PgvectorDatabase database, PgvectorSettings settings) {
		return new PgvectorObservationStore(database.connections(settings), settings, this.clock);
	}

	@BeforeEach
	void dropTables() {
		DATABASE.execute("DROP TABLE IF EXISTS observations_it, observations_it_observation");
	}

	@AfterEach
	void close() {
		this.store.close();
	}

	@Override
	protected ObservationStore store() {
		return this.store;
	}

	@Test
	void anotherInstanceReadsTheSame() {
		this.store.add(SUBJECT, RIGHT);
		try (PgvectorObservationStore other = open(DATABASE, SETTINGS)) {
			other.add(SUBJECT, new Observation(2, false));
			assertThat(other.latest(SUBJECT)).hasSize(2).hasSameElementsAs(this.store.latest(SUBJECT));
		}
	}

	@Test
	void readsTheOldestFirst() {
		this.store.add(SUBJECT, RIGHT);
		this.store.add(SUBJECT, new Observation(2, false));
		assertThat(this.store.latest(SUBJECT)).containsExactly(RIGHT, new Observation(2, false));
	}

	@Test
	void anotherInstanceServesWhatOneHasLearned() {
		try (PgvectorIndex index = PgvectorIndex.open(DATABASE.connections(SETTINGS), SETTINGS, this.clock);
				PgvectorObservationStore others = open(DATABASE, SETTINGS)) {
			LearningInstance one = new LearningInstance(index, this.store, this.clock);
			LearningInstance other = new LearningInstance(index, others, this.clock);
			other.answer();
			one.learn();
			assertThat(one.servesWhatIsNear()).isTrue();
			assertThat(other.servesWhatIsNear()).isFalse();
			this.clock.advance(Duration.ofMinutes(1));
			other.answer();
			assertThat(other.servesWhatIsNear()).isTrue();
		}
	}

	@Test
	void forgetsASubjectAMonthAfterItsLast() {
		this.store.add(SUBJECT, RIGHT);
		this.clock.advance(ObservationStore.LIFETIME.minusMillis(1));
		this.store.add(SUBJECT, RIGHT);
		assertThat(this.store.latest(SUBJECT)).hasSize(2);
		this.clock.advance(ObservationStore.LIFETIME);
		assertThat(this.store.latest(SUBJECT)).isEmpty();
		this.store.add(SUBJECT, RIGHT);
		assertThat(this.store.latest(SUBJECT)).hasSize(1);
	}

	@Test
	void deletesByTheWayWhatIsForgotten() {
		this.store.add(OTHER, RIGHT);
		this.clock.advance(ObservationStore.LIFETIME);
		for (int i = 1; i < PgvectorObservationStore.WRITES_PER_DELETION; i++) {
			this.store.add(SUBJECT, RIGHT);
		}
		assertThat(DATABASE.count("SELECT count(*) FROM observations_it_observation")).isOne();
		assertThat(this.store.latest(SUBJECT)).hasSize(PgvectorObservationStore.WRITES_PER_DELETION - 1);
	}

	@Test
	void aRowDoesNotOutgrowWhatIsKept() {
		for (int i = 0; i < ObservationStore.KEPT + 10; i++) {
			this.store.add(SUBJECT, RIGHT);
		}
		assertThat(DATABASE.count("SELECT length(verdicts) FROM observations_it_observation"))
			.isEqualTo(ObservationStore.KEPT * (long) Observation.LENGTH);
	}

	@Test
	void skipsWhatIsNoVerdict() {
		this.store.add(SUBJECT, RIGHT);
		DATABASE.execute("UPDATE observations_it_observation SET verdicts = ? || verdicts || ?",
				new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 7 }, "rest".getBytes(StandardCharsets.UTF_8));
		assertThat(this.store.latest(SUBJECT)).containsExactly(RIGHT);
	}

	@Test
	void needsNoMoreThanItsTable() {
		this.store.add(SUBJECT, RIGHT);
		DATABASE.execute("CREATE ROLE observations_it LOGIN PASSWORD 'observations_it'");
		DATABASE.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON observations_it_observation TO observations_it");
		PgvectorDatabase visited = new PgvectorDatabase(DATABASE.url(), "observations_it", "observations_it");
		try (PgvectorObservationStore visitor = open(visited, SETTINGS)) {
			for (int i = 0; i < PgvectorObservationStore.WRITES_PER_DELETION; i++) {
				visitor.add(SUBJECT, RIGHT);
			}
			assertThat(visitor.latest(SUBJECT)).hasSize(PgvectorObservationStore.WRITES_PER_DELETION + 1);
		}
		finally {
			DATABASE.execute("DROP OWNED BY observations_it");
			DATABASE.execute("DROP ROLE observations_it");
		}
	}

	@Test
	void saysOnceWhichTableIsMissing(CapturedOutput output) {
		try (PgvectorObservationStore other = open(DATABASE, SETTINGS.withTableCreated(false))) {
			assertThatExceptionOfType(PgvectorSchemaException.class).isThrownBy(() -> other.latest(SUBJECT))
				.withMessageContainingAll("observations_it_observation", "llmcache.initialize-schema=always",
						"schema-observations-postgresql.sql");
			assertThatExceptionOfType(PgvectorSchemaException.class).isThrownBy(() -> other.add(SUBJECT, RIGHT));
		}
		assertThat(output.getAll().split("Nothing can be learned", -1)).hasSize(2);
	}

	@Test
	void isCreatedWithTheIndex() {
		PgvectorIndex.open(DATABASE.connections(SETTINGS), SETTINGS, this.clock).close();
		try (PgvectorObservationStore other = open(DATABASE, SETTINGS.withTableCreated(false))) {
			assertThat(other.latest(SUBJECT)).isEmpty();
		}
	}

	@Test
	void saysWhichTableDiffers() {
		DATABASE.execute("CREATE TABLE observations_it_observation (subject bytea PRIMARY KEY, verdicts bytea)");
		assertThatExceptionOfType(PgvectorSchemaException.class).isThrownBy(() -> this.store.add(SUBJECT, RIGHT))
			.withMessageContainingAll("observations_it_observation", "other columns",
					"llmcache.semantic.pgvector.table");
	}

}
