package dev.llmcache.store.pgvector;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.test.servers.PostgresServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Sweeping a {@link PgvectorIndex} of some thousand rows.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class PgvectorSweepIT {

	private static final PgvectorDatabase DATABASE = PgvectorDatabase.of(PostgresServer.shared());

	private static final PgvectorSettings SETTINGS = new PgvectorSettings(PgvectorTable.parse("sweep_it.cache"), 3,
			true, 4, Duration.ofSeconds(10), Duration.ofSeconds(10));

	private static final Mark MARK = new Mark(-1, -1);

	private static final String FILE = "SELECT pg_relation_filenode('sweep_it.cache_embedding')";

	private static final String GRAPHS = """
			SELECT indexrelid::regclass FROM pg_index JOIN pg_class c ON c.oid = indexrelid JOIN pg_am a ON a.oid = relam
			WHERE indrelid = 'sweep_it.cache'::regclass AND amname = 'hnsw'
			""";

	private static final String WAITING = """
			SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%sweep_it%'
			""";

	private static final String UNLOCKED = """
			WITH unlocked AS (SELECT FROM sweep_it.cache WHERE id %s '\\x%s' FOR UPDATE SKIP LOCKED)
			SELECT count(*) FROM unlocked
			""";

	private PgvectorIndex index;

	@BeforeEach
	void open() {
		DATABASE.execute("DROP SCHEMA IF EXISTS sweep_it CASCADE");
		DATABASE.execute("CREATE SCHEMA sweep_it");
		this.index = open(DATABASE);
	}

	@AfterEach
	void close() {
		this.index.close();
		DATABASE.execute("DROP SCHEMA sweep_it CASCADE");
	}

	private static PgvectorIndex open(PgvectorDatabase database) {
		return PgvectorIndex.open(database.connections(SETTINGS), SETTINGS, InstantSource.system());
	}

	private static Set<Stamp> odd(Set<Stamp> stamps) {
		return stamps.stream().filter((stamp) -> stamp.generation() % 2 != 0).collect(Collectors.toSet());
	}

	/** Rows of which each has a generation of its own, the number of the row. */
	private static void insert(int rows) {
		DATABASE.execute(
				"""
						INSERT INTO sweep_it.cache
						SELECT sha256(i::text::bytea), sha256('scope'), ARRAY[sin(i), cos(i), sin(i * 7)]::real[]::halfvec, '', 0,
						  ? || int8send(i), now(), now() + interval '1 day', ''
						FROM generate_series(1, ?) AS i""",
				MARK.bytes(), rows);
	}

	private static long rows() {
		return DATABASE.count("SELECT count(*) FROM sweep_it.cache");
	}

	@Test
	void deletesWhatIsOutdatedAndAsksForEachStampOnce() {
		insert(3_000);
		DATABASE.execute("UPDATE sweep_it.cache SET stamps = stamps || ? || int8send(2)", MARK.bytes());
		List<Stamp> asked = new ArrayList<>();
		assertThat(this.index.sweep((stamps) -> {
			asked.addAll(stamps);
			return odd(stamps);
		})).isEqualTo(1_500);
		assertThat(asked).hasSize(3_000).doesNotHaveDuplicates();
		assertThat(rows()).isEqualTo(1_500);
	}

	/** Or an erasure and a sweep of the same rows would wait for each other. */
	@Test
	void locksWhatItDeletesInTheOrderOfTheIds() throws Exception {
		insert(300);
		try (PgvectorConnections connections = DATABASE.connections(SETTINGS);
				Connection holder = DATABASE.connect();
				ExecutorService deleting = Executors.newSingleThreadExecutor()) {
			StampedRows rows = new StampedRows(connections, SETTINGS);
			List<StampedRows.Row> all = rows.after(StampedRows.START);
			byte[] middle = all.get(150).id();
			holder.setAutoCommit(false);
			try (PreparedStatement lock = holder
				.prepareStatement("SELECT FROM sweep_it.cache WHERE id = ? FOR UPDATE")) {
				lock.setBytes(1, middle);
				lock.execute();
			}
			Future<Integer> deleted = deleting.submit(() -> rows.delete(all.reversed(), false));
			Awaitility.await().until(() -> DATABASE.count(WAITING) == 1);
			assertThat(DATABASE.count(UNLOCKED.formatted("<", HexFormat.of().formatHex(middle)))).isZero();
			assertThat(DATABASE.count(UNLOCKED.formatted(">", HexFormat.of().formatHex(middle)))).isEqualTo(149);
			holder.rollback();
			assertThat(deleted.get()).isEqualTo(300);
		}
	}

	@Test
	void deletesAllThatHasExpired() {
		insert(3_000);
		DATABASE.execute("UPDATE sweep_it.cache SET expires_at = now() WHERE get_byte(id, 0) < 128");
		long live = DATABASE.count("SELECT count(*) FROM sweep_it.cache WHERE expires_at > now()");
		assertThat(this.index.sweep((stamps) -> Set.of())).isEqualTo(3_000 - live);
		assertThat(rows()).isEqualTo(live);
	}

	@Test
	void leavesWhatWasReplacedMeanwhile() {
		insert(2);
		assertThat(this.index.sweep((stamps) -> {
			DATABASE.execute("UPDATE sweep_it.cache SET stamps = ? || int8send(4) WHERE stamps = ? || int8send(1)",
					MARK.bytes(), MARK.bytes());
			return odd(stamps);
		})).isZero();
		assertThat(rows()).isEqualTo(2);
	}

	@Test
	void leavesTheSweepingToAnotherInstance() {
		insert(10);
		try (PgvectorConnections others = DATABASE.connections(SETTINGS)) {
			try (SweepLock lock = SweepLock.tryOn(others, SETTINGS.table())) {
				assertThat(lock).isNotNull();
				assertThat(this.index.sweep(PgvectorSweepIT::odd)).isZero();
				assertThat(SweepLock.tryOn(others, PgvectorTable.parse("sweep_it.other"))).isNotNull()
					.satisfies(SweepLock::close);
			}
			Awaitility.await().until(() -> this.index.sweep(PgvectorSweepIT::odd) == 5);
		}
	}

	@Test
	void holdsUpNoVacuumWhileItSweeps() {
		try (PgvectorConnections others = DATABASE.connections(SETTINGS);
				SweepLock lock = SweepLock.tryOn(others, SETTINGS.table())) {
			assertThat(lock).isNotNull();
			assertThat(DATABASE
				.query("""
						SELECT backend_xmin FROM pg_stat_activity WHERE state = 'idle in transaction' AND pid IN (
						  SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = hashtext('llmcache sweep')::oid)
						"""))
				.containsExactly((String) null);
		}
	}

	@Test
	void leavesTheLockToOthersWhenItIsNotKnownWhatIsOutdated() {
		insert(10);
		assertThatIllegalStateException().isThrownBy(() -> this.index.sweep((stamps) -> {
			throw new IllegalStateException("unknown");
		}));
		Awaitility.await().until(() -> this.index.sweep(PgvectorSweepIT::odd) == 5);
	}

	@Test
	void renewsTheGraphOnceMuchWasDeleted() {
		insert(3_000);
		String before = DATABASE.query(FILE).getFirst();
		this.index.sweep(PgvectorSweepIT::odd);
		assertThat(DATABASE.query(FILE).getFirst()).isNotEqualTo(before);
		assertThat(DATABASE.query(GRAPHS)).containsExactly("sweep_it.cache_embedding");
		Awaitility.await()
			.until(() -> DATABASE
				.count("SELECT n_dead_tup FROM pg_stat_user_tables WHERE relid = 'sweep_it.cache'::regclass") == 0);
	}

	@Test
	void leavesTheGraphWhileLittleWasDeleted() {
		insert(3_000);
		String before = DATABASE.query(FILE).getFirst();
		assertThat(this.index.sweep((stamps) -> of(stamps, 100))).isEqualTo(100);
		assertThat(DATABASE.query(FILE).getFirst()).isEqualTo(before);
	}

	private static Set<Stamp> of(Collection<Stamp> stamps, long most) {
		return stamps.stream().filter((stamp) -> stamp.generation() <= most).collect(Collectors.toSet());
	}

	@Test
	void removesWhatIsLeftOfAGraphThatWasNotFinished() {
		insert(3_000);
		DATABASE
			.execute("CREATE INDEX cache_embedding_ccnew ON sweep_it.cache USING hnsw (embedding halfvec_cosine_ops)");
		DATABASE.execute("UPDATE pg_index SET indisvalid = false "
				+ "WHERE indexrelid = 'sweep_it.cache_embedding_ccnew'::regclass");
		this.index.sweep(PgvectorSweepIT::odd);
		assertThat(DATABASE.query(GRAPHS)).containsExactly("sweep_it.cache_embedding");
	}

	@Test
	void saysOnceThatItMayNotRenewTheGraph(CapturedOutput output) {
		insert(6_000);
		DATABASE.execute("CREATE ROLE sweep_it LOGIN PASSWORD 'sweep_it'");
		DATABASE.execute("GRANT USAGE ON SCHEMA sweep_it TO sweep_it");
		DATABASE.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON sweep_it.cache TO sweep_it");
		try (PgvectorIndex visitor = open(new PgvectorDatabase(DATABASE.url(), "sweep_it", "sweep_it"))) {
			assertThat(visitor.sweep((stamps) -> of(stamps, 2_000))).isEqualTo(2_000);
			assertThat(visitor.sweep((stamps) -> of(stamps, 4_000))).isEqualTo(2_000);
		}
		finally {
			DATABASE.execute("DROP OWNED BY sweep_it");
			DATABASE.execute("DROP ROLE sweep_it");
		}
		assertThat(output).containsOnlyOnce("does not own the table 'sweep_it.cache'");
	}

	@Test
	void sweepsOverTheApplicationsOwnConnectionsToo() {
		insert(3_000);
		String before = DATABASE.query(FILE).getFirst();
		DriverManagerDataSource application = new DriverManagerDataSource(DATABASE.url(), DATABASE.user(),
				DATABASE.password());
		try (PgvectorIndex other = PgvectorIndex.open(PgvectorConnections.of(application, SETTINGS), SETTINGS,
				InstantSource.system())) {
			assertThat(other.sweep(PgvectorSweepIT::odd)).isEqualTo(1_500);
		}
		assertThat(DATABASE.query(FILE).getFirst()).isEqualTo(before);
	}

}
