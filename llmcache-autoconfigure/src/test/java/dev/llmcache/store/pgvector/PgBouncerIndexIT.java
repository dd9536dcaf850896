package dev.llmcache.store.pgvector;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.VectorIndexFreshnessContract;
import dev.llmcache.test.servers.PgBouncer;
import dev.llmcache.test.servers.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link PgvectorIndex} behind a PgBouncer that has two connections for all, and hands
 * them to others between transactions.
 */
class PgBouncerIndexIT extends VectorIndexFreshnessContract {

	private static final PostgresServer SERVER = PostgresServer.shared();

	private static final PgvectorSettings SETTINGS = new PgvectorSettings(PgvectorTable.parse("bouncer_it"), DIMENSION,
			true, 4, Duration.ofSeconds(10), Duration.ofSeconds(10));

	private static final PgvectorDatabase PAST_IT = PgvectorDatabase.of(SERVER);

	private static PgBouncer bouncer;

	private static PgvectorDatabase database;

	private final PgvectorIndex index = PgvectorIndex.open(database.connections(SETTINGS), SETTINGS, this.clock);

	@BeforeAll
	static void startBouncer() {
		bouncer = PgBouncer.start(SERVER, "default_pool_size = 2");
		database = PAST_IT.at(bouncer.host(), bouncer.port());
	}

	@AfterAll
	static void closeBouncer() {
		bouncer.close();
	}

	@BeforeEach
	void truncate() {
		PAST_IT.execute("TRUNCATE bouncer_it");
	}

	@AfterEach
	void close() {
		this.index.close();
	}

	@Override
	protected VectorIndex index() {
		return this.index;
	}

	@Override
	protected void overwriteBytes(Fingerprint id, byte[] bytes) {
		PAST_IT.execute("UPDATE bouncer_it SET record = ? WHERE id = ?", bytes, id.bytes());
	}

	@Test
	void sweepsAndRenewsTheGraphAndLeavesNoSettingToWhoeverIsNext() {
		String graph = "SELECT pg_relation_filenode('bouncer_it_embedding')";
		String settings = """
				SELECT string_agg(name || '=' || setting, ',' ORDER BY name) FROM pg_settings
				WHERE source = 'session' AND name NOT IN ('application_name', 'extra_float_digits', 'client_encoding',
				  'DateStyle', 'TimeZone', 'standard_conforming_strings', 'search_path')""";
		PAST_IT.execute("""
				INSERT INTO bouncer_it (id, scope, embedding, record, fence, stamps, stored_at, expires_at)
				SELECT sha256(i::text::bytea), sha256('scope'), array_fill(i, ARRAY[%d])::real[]::halfvec, '', 0, '',
				  now(), 'epoch' FROM generate_series(1, 1500) AS i""".formatted(DIMENSION));
		String before = PAST_IT.query(graph).getFirst();
		assertThat(this.index.sweep((stamps) -> Set.of())).isEqualTo(1_500);
		assertThat(PAST_IT.query(graph).getFirst()).isNotEqualTo(before);
		for (int i = 0; i < 20; i++) {
			assertThat(database.query(settings)).containsOnlyNulls();
		}
	}

	@Test
	void doesWithoutPreparedStatementsWhereTheUrlSaysSo() {
		try (PgBouncer simple = PgBouncer.start(SERVER, "default_pool_size = 2", "max_prepared_statements = 0")) {
			PgvectorDatabase behind = new PgvectorDatabase(simple.jdbcUrl() + "?prepareThreshold=0", SERVER.user(),
					SERVER.password());
			try (PgvectorIndex other = PgvectorIndex.open(behind.connections(SETTINGS), SETTINGS,
					InstantSource.system())) {
				for (int i = 0; i < 20; i++) {
					assertThat(other.nearest(fingerprint("scope"), new float[DIMENSION], 8)).isEmpty();
				}
			}
		}
	}

}
