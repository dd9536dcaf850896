package dev.llmcache.store.pgvector;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.test.servers.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How often a {@link PgvectorIndex} waits for the server: what is sent at once is one
 * transaction, so that the settings that it begins with hold for all of it.
 */
class PgvectorRoundTripIT {

	private static final PgvectorDatabase DATABASE = PgvectorDatabase.of(PostgresServer.shared());

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final PgvectorSettings SETTINGS = new PgvectorSettings(PgvectorTable.parse("round_trip_it"), 3, true,
			4, PATIENCE, PATIENCE);

	/** So many that the driver prepares the statement on the server meanwhile. */
	private static final int CALLS = 20;

	private static final Fingerprint SCOPE = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final float[] VECTOR = { 1, 0, 0 };

	private PgvectorIndex index;

	@BeforeEach
	void open() {
		DATABASE.execute("DROP TABLE IF EXISTS round_trip_it");
		String url = DATABASE.url() + (DATABASE.url().contains("?") ? "&" : "?") + "socketFactory="
				+ CountingSocketFactory.class.getName();
		this.index = PgvectorIndex.open(PgvectorConnections.of(url, DATABASE.user(), DATABASE.password(), SETTINGS),
				SETTINGS, InstantSource.system());
		put();
		assertThat(this.index.nearest(SCOPE, VECTOR, 8)).hasSize(1);
	}

	@AfterEach
	void close() {
		this.index.close();
	}

	@Test
	void searchesInOneRoundTripWithItsSettings() {
		assertThat(roundTrips(() -> this.index.nearest(SCOPE, VECTOR, 8))).isNotEmpty().containsOnly(1);
	}

	@Test
	void putsInOneRoundTripWithItsSettings() {
		assertThat(roundTrips(this::put)).isNotEmpty().containsOnly(1);
	}

	@Test
	void leavesNoSettingToTheNextTransaction() {
		try (PgvectorConnections connections = DATABASE.connections(SETTINGS)) {
			String statement = PgvectorStatements.on(SETTINGS).remove() + "; SHOW synchronous_commit";
			String within = connections.callOnce(PATIENCE, (connection) -> {
				try (PreparedStatement removal = connection.prepareStatement(statement)) {
					PgvectorStatements.execute(removal, PATIENCE, (Object) SCOPE.bytes());
					removal.getMoreResults();
					return first(removal.getResultSet());
				}
			});
			String after = connections.callOnce(PATIENCE, (connection) -> {
				try (Statement show = connection.createStatement()) {
					return first(show.executeQuery("SHOW synchronous_commit"));
				}
			});
			assertThat(List.of(within, after)).containsExactly("off", "on");
		}
	}

	private static String first(ResultSet result) throws SQLException {
		result.next();
		return result.getString(1);
	}

	private void put() {
		Instant now = Instant.now();
		this.index
			.put(new VectorEntry(SCOPE, SCOPE, VECTOR, new StoredRecord(1, now, now.plusSeconds(60), new byte[0])));
	}

	/** Of each call, but for those before which the pool looked after its connections. */
	private static List<Integer> roundTrips(Runnable call) {
		List<Integer> counts = IntStream.range(0, CALLS).map((i) -> {
			int before = CountingSocketFactory.FLUSHES.get();
			call.run();
			return CountingSocketFactory.FLUSHES.get() - before;
		}).boxed().toList();
		int least = counts.stream().mapToInt(Integer::intValue).min().orElseThrow();
		assertThat(counts).filteredOn((count) -> count > least).hasSizeLessThan(CALLS / 2);
		return counts.stream().filter((count) -> count == least).toList();
	}

}
