package dev.llmcache.store.pgvector;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.llmcache.store.EmbeddingStore;
import dev.llmcache.store.EmbeddingStoreContract;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.servers.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PostgresEmbeddingStoreIT extends EmbeddingStoreContract {

	private static final PgvectorDatabase DATABASE = PgvectorDatabase.of(PostgresServer.shared());

	private static final PgvectorSettings SETTINGS = new PgvectorSettings(PgvectorTable.parse("embeddings_it"), 1, true,
			4, Duration.ofSeconds(5), Duration.ofSeconds(5));

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private PostgresEmbeddingStore store;

	@BeforeEach
	void open() {
		DATABASE.execute("DROP TABLE IF EXISTS embeddings_it");
		this.store = open(SETTINGS);
	}

	private PostgresEmbeddingStore open(PgvectorSettings settings) {
		return PostgresEmbeddingStore.open(DATABASE.connections(settings), settings, lifetime(), this.clock);
	}

	@Override
	protected EmbeddingStore store() {
		return this.store;
	}

	@Override
	protected EmbeddingStore reopened() {
		this.store.close();
		this.store = open(SETTINGS.withTableCreated(false));
		return this.store;
	}

	@AfterEach
	void close() {
		this.store.close();
		DATABASE.execute("DROP TABLE IF EXISTS embeddings_it");
	}

	@Test
	void whatNobodyAskedForInItsLifetimeGoes() {
		this.store.put(Map.of(document("a"), vector(1, 8), document("b"), vector(2, 8)));
		this.clock.advance(lifetime().minusDays(1));
		this.store.get(List.of(document("a")));
		this.clock.advance(Duration.ofDays(2));
		this.store.put(Map.of(document("c"), vector(3, 8)));
		assertThat(this.store.get(List.of(document("a"), document("b"), document("c")))).containsOnlyKeys(document("a"),
				document("c"));
		assertThat(DATABASE.count("SELECT count(*) FROM embeddings_it")).isEqualTo(2);
	}

	@Test
	void notesAUseOncePerDay() {
		this.store.put(Map.of(document("a"), vector(1, 8)));
		String first = usedAt();
		this.clock.advance(Duration.ofHours(23));
		this.store.get(List.of(document("a")));
		assertThat(usedAt()).isEqualTo(first);
		this.clock.advance(Duration.ofHours(2));
		this.store.get(List.of(document("a")));
		assertThat(usedAt()).isNotEqualTo(first);
	}

	private static String usedAt() {
		return DATABASE.query("SELECT used_at FROM embeddings_it").getFirst();
	}

	@Test
	void saysWhichTableIsMissing() {
		DATABASE.execute("DROP TABLE embeddings_it");
		assertThatExceptionOfType(PgvectorSchemaException.class)
			.isThrownBy(() -> open(SETTINGS.withTableCreated(false)))
			.withMessageContainingAll("embeddings_it", "llmcache.initialize-schema=always",
					"schema-embeddings-postgresql.sql");
	}

	@Test
	void saysWhichTableDiffers() {
		DATABASE.execute("DROP TABLE embeddings_it");
		DATABASE.execute("CREATE TABLE embeddings_it (id bytea PRIMARY KEY, other bytea)");
		assertThatExceptionOfType(PgvectorSchemaException.class).isThrownBy(() -> open(SETTINGS))
			.withMessageContainingAll("embeddings_it", "other columns", "llmcache.embedding.postgres.table");
	}

	@Test
	void needsNoMoreThanItsTable() {
		DATABASE.execute("CREATE ROLE embeddings_it LOGIN PASSWORD 'embeddings_it'");
		DATABASE.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON embeddings_it TO embeddings_it");
		PgvectorDatabase visited = new PgvectorDatabase(DATABASE.url(), "embeddings_it", "embeddings_it");
		PgvectorSettings settings = SETTINGS.withTableCreated(false);
		try (PostgresEmbeddingStore visitor = PostgresEmbeddingStore.open(visited.connections(settings), settings,
				lifetime(), this.clock)) {
			visitor.put(documents(10, 8));
			assertThat(visitor.get(documents(10, 8).keySet())).hasSize(10);
		}
		finally {
			DATABASE.execute("DROP OWNED BY embeddings_it");
			DATABASE.execute("DROP ROLE embeddings_it");
		}
	}

	@Test
	void anUntouchableTableIsAFailureAtStart() {
		DATABASE.execute("CREATE ROLE embeddings_it2 LOGIN PASSWORD 'embeddings_it'");
		PgvectorDatabase visited = new PgvectorDatabase(DATABASE.url(), "embeddings_it2", "embeddings_it");
		try {
			assertThatExceptionOfType(PgvectorSchemaException.class).isThrownBy(
					() -> PostgresEmbeddingStore.open(visited.connections(SETTINGS), SETTINGS, lifetime(), this.clock))
				.withMessageContainingAll("embeddings_it", "42501");
		}
		finally {
			DATABASE.execute("DROP ROLE embeddings_it2");
		}
	}

}
