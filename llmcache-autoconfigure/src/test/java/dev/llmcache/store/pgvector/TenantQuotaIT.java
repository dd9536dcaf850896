package dev.llmcache.store.pgvector;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.servers.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the number of rows that a tenant may have in a {@link PgvectorIndex}.
 */
@Timeout(120)
class TenantQuotaIT {

	private static final int MOST = 50;

	private static final PgvectorDatabase DATABASE = PgvectorDatabase.of(PostgresServer.shared());

	private static final PgvectorSettings SETTINGS = new PgvectorSettings(PgvectorTable.parse("quota_it"), 3, true, 4,
			Duration.ofSeconds(10), Duration.ofSeconds(10));

	private static final Mark NOISY = new Mark(1, 1);

	private static final Mark QUIET = new Mark(2, 2);

	private final MutableInstantSource clock = new MutableInstantSource(Instant.now().truncatedTo(ChronoUnit.MILLIS));

	private PgvectorIndex index;

	@BeforeEach
	void open() {
		this.index = open(MOST);
	}

	private PgvectorIndex open(int most) {
		PgvectorSettings settings = SETTINGS.withMaxTenantEntries(most);
		return PgvectorIndex.open(DATABASE.connections(settings), settings, this.clock);
	}

	@AfterEach
	void close() {
		this.index.close();
		DATABASE.execute("DROP TABLE quota_it");
	}

	private static Fingerprint id(String name) {
		return Fingerprint.of(new byte[Fingerprint.LENGTH]).derive(name.getBytes(StandardCharsets.UTF_8));
	}

	private void put(PgvectorIndex target, Mark tenant, String name, int from, int to) {
		for (int i = from; i < to; i++) {
			this.clock.advance(Duration.ofMillis(1));
			Instant now = this.clock.instant();
			Instant end = now.plus(Duration.ofHours(1));
			target.put(new VectorEntry(id(name + i), id("scope"), new float[] { 1, 0, 0 },
					new StoredRecord(1, 0, now, end, end, tenant, List.of(), new byte[0])));
		}
	}

	private List<Integer> there(String name, int to) {
		return IntStream.range(0, to).filter((i) -> this.index.contains(id(name + i))).boxed().toList();
	}

	/** Rows of many tenants, one each, and of one tenant who has more. */
	private static void insert(int tenants, int rows) {
		DATABASE.execute(
				"""
						INSERT INTO quota_it
						SELECT sha256(i::text::bytea), 'scope', '[1,0,0]', '', 0, '', now() + i * interval '1 ms', now() + interval '1 day',
						  CASE WHEN i <= ? THEN decode(lpad(to_hex(i), 32, '0'), 'hex') ELSE decode(?, 'hex') END
						FROM generate_series(1, ?) AS i""",
				tenants, HexFormat.of().formatHex(NOISY.bytes()), tenants + rows);
	}

	@Test
	void aTenantThatFloodsEvictsNoneOfAnother() {
		put(this.index, QUIET, "quiet ", 0, 40);
		put(this.index, NOISY, "noisy ", 0, 10 * MOST);
		assertThat(there("quiet ", 40)).hasSize(40);
		assertThat(there("noisy ", 10 * MOST)).isEqualTo(IntStream.range(9 * MOST, 10 * MOST).boxed().toList());
		assertThat(this.index.reports().getFirst().evictions()).containsEntry("quota", 9L * MOST);
	}

	@Test
	void thePutsOfAllInstancesAreOfOneNumber() {
		try (PgvectorIndex other = open(MOST)) {
			for (int i = 0; i < 10; i++) {
				put(this.index, NOISY, "noisy ", 40 * i, 40 * i + 20);
				put(other, NOISY, "noisy ", 40 * i + 20, 40 * i + 40);
			}
			this.index.sweep((stamps) -> Set.of());
		}
		assertThat(there("noisy ", 400)).isEqualTo(IntStream.range(350, 400).boxed().toList());
	}

	@Test
	void aSweepFindsWhoHasTooManyAmongAll() {
		insert(150, 1_300);
		assertThat(this.index.sweep((stamps) -> Set.of())).isEqualTo(1_300 - MOST);
		assertThat(DATABASE.count("SELECT count(*) FROM quota_it")).isEqualTo(150 + MOST);
		assertThat(DATABASE.count("SELECT count(DISTINCT tenant) FROM quota_it")).isEqualTo(151);
		assertThat(this.index.sweep((stamps) -> Set.of())).isZero();
	}

	@Test
	void withoutANumberNothingGoes() {
		try (PgvectorIndex unbounded = open(0)) {
			put(unbounded, NOISY, "noisy ", 0, 3 * MOST);
			assertThat(unbounded.sweep((stamps) -> Set.of())).isZero();
		}
		assertThat(there("noisy ", 3 * MOST)).hasSize(3 * MOST);
	}

	@Test
	void oneRowIsANumberToo() {
		try (PgvectorIndex single = open(1)) {
			put(single, NOISY, "noisy ", 0, 3);
		}
		assertThat(there("noisy ", 3)).containsExactly(2);
	}

}
