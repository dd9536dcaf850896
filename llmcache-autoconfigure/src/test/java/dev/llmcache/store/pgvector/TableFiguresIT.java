package dev.llmcache.store.pgvector;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.llmcache.Fingerprint;
import dev.llmcache.Layer;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.VectorKey;
import dev.llmcache.report.store.Accesses;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.test.FreezableProxy;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.TestVectors;
import dev.llmcache.test.servers.PostgresServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Figures of PostgreSQL against what was put by hand.
 */
@Timeout(120)
class TableFiguresIT {

	private static final PgvectorDatabase DATABASE = PgvectorDatabase.of(PostgresServer.shared());

	private static final PgvectorSettings SETTINGS = new PgvectorSettings(PgvectorTable.parse("figures_it"), 3, true, 4,
			Duration.ofSeconds(5), Duration.ofSeconds(5));

	private static final Fingerprint SCOPE = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private final MutableInstantSource clock = new MutableInstantSource(Instant.now());

	@BeforeEach
	@AfterEach
	void drop() {
		DATABASE.execute("DROP TABLE IF EXISTS figures_it");
	}

	private PgvectorIndex open(PgvectorDatabase database) {
		return PgvectorIndex.open(database.connections(SETTINGS), SETTINGS, this.clock);
	}

	private void put(PgvectorIndex index, int number, Duration lifetime, Stamp stamp) {
		byte[] id = new byte[Fingerprint.LENGTH];
		id[0] = (byte) number;
		Instant now = this.clock.instant();
		index.put(new VectorEntry(Fingerprint.of(id), SCOPE, new float[] { 1, 0, 0 },
				new StoredRecord(1, 1, now, now.plus(lifetime), now.plus(lifetime), List.of(stamp), new byte[1_000])));
	}

	private StoreReport report(PgvectorIndex index) {
		this.clock.advance(Duration.ofSeconds(11));
		return index.reports().getFirst();
	}

	@Test
	void tellsOfTheIndexWhatTheServerKnows() {
		try (PgvectorIndex index = open(DATABASE)) {
			for (int i = 0; i < 60; i++) {
				put(index, i, Duration.ofDays(1), new Stamp(new Mark(1, 1), i));
			}
			put(index, 60, Duration.ofSeconds(1), new Stamp(new Mark(1, 1), 60));
			Awaitility.await().untilAsserted(() -> assertThat(report(index).entries()).isEqualTo(61));
			StoreReport report = report(index);
			assertThat(report.layer()).isEqualTo(Layer.SEMANTIC);
			assertThat(report.backend()).isEqualTo("postgresql");
			assertThat(report.bytes()).isEqualTo(DATABASE.count("SELECT pg_total_relation_size('figures_it')"));
			assertThat(report.accesses()).isEqualTo(new Accesses(null, null, 61));
			assertThat(index.sweep((stamps) -> Set.of(new Stamp(new Mark(1, 1), 7)))).isEqualTo(2);
			assertThat(index.erase(Set.of(new Mark(2, 2)))).isZero();
			assertThat(report(index).evictions())
				.isEqualTo(Map.of("expired", 1L, "invalidated", 1L, "erased", 0L, "quota", 0L, "unreadable", 0L));
			assertThat(index.erase(Set.of(new Mark(1, 1)))).isEqualTo(59);
			assertThat(report(index).evictions())
				.isEqualTo(Map.of("expired", 1L, "invalidated", 1L, "erased", 59L, "quota", 0L, "unreadable", 0L));
			Awaitility.await().untilAsserted(() -> {
				assertThat(report(index).entries()).isZero();
				assertThat(report(index).deadEntries()).isEqualTo(61);
			});
		}
	}

	@Test
	void tellsOfVectorsToo() {
		try (PostgresEmbeddingStore store = PostgresEmbeddingStore.open(DATABASE.connections(SETTINGS), SETTINGS,
				Duration.ofDays(30), this.clock)) {
			store.put(Map.of(document("a"), new byte[1_000], document("b"), new byte[1_000]));
			store.get(List.of(document("a"), document("c")));
			this.clock.advance(Duration.ofDays(20));
			store.get(List.of(document("a")));
			this.clock.advance(Duration.ofDays(20));
			store.put(Map.of(document("c"), new byte[1_000]));
			Awaitility.await().untilAsserted(() -> {
				this.clock.advance(Duration.ofSeconds(11));
				assertThat(store.reports().getFirst().entries()).isEqualTo(2);
			});
			StoreReport report = store.reports().getFirst();
			assertThat(report.store()).isEqualTo("embedding-postgresql");
			assertThat(report.evictions()).isEqualTo(Map.of("expired", 1L));
			assertThat(report.accesses()).isEqualTo(new Accesses(2L, 1L, 3));
		}
	}

	@Test
	void aServerThatHangsLeavesTheLastFiguresAndKeepsNobodyWaiting() throws IOException {
		PostgresServer server = PostgresServer.shared();
		try (FreezableProxy proxy = new FreezableProxy(server.host(), server.port());
				PgvectorIndex index = open(DATABASE.at(proxy.host(), proxy.port()))) {
			put(index, 1, Duration.ofDays(1), new Stamp(new Mark(1, 1), 1));
			Awaitility.await().untilAsserted(() -> assertThat(report(index).entries()).isOne());
			assertThat(index.breakers()).singleElement().matches((breaker) -> !breaker.open());
			proxy.freeze();
			long start = System.nanoTime();
			for (int i = 0; i < 20; i++) {
				report(index);
			}
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !report(index).available());
			assertThat(report(index).entries()).isOne();
			proxy.thaw();
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> report(index).available());
		}
	}

	private static VectorKey document(String text) {
		return TestVectors.keys().document("space", text).getFirst();
	}

}
