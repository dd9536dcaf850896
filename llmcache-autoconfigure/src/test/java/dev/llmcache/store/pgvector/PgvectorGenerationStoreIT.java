package dev.llmcache.store.pgvector;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

import dev.llmcache.Mark;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.GenerationStoreContract;
import dev.llmcache.test.servers.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link PgvectorGenerationStore} on a real PostgreSQL.
 */
class PgvectorGenerationStoreIT extends GenerationStoreContract {

	private static final PgvectorDatabase DATABASE = PgvectorDatabase.of(PostgresServer.shared());

	private static final PgvectorSettings SETTINGS = new PgvectorSettings(PgvectorTable.parse("generations_it"), 1,
			true, 4, Duration.ofSeconds(10), Duration.ofSeconds(10));

	private final PgvectorGenerationStore store = open();

	private static PgvectorGenerationStore open() {
		return new PgvectorGenerationStore(DATABASE.connections(SETTINGS), SETTINGS, InstantSource.system());
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
	void anotherInstanceReadsTheSame() {
		long generation = replace(TAG);
		try (PgvectorGenerationStore other = open()) {
			assertThat(other.read(Set.of(TAG))).containsEntry(TAG, generation);
		}
	}

}
