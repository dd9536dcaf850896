package dev.llmcache.store.pgvector;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.llmcache.test.servers.PostgresServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How PostgreSQL goes about the searches of {@link PgvectorStatements}.
 */
class PgvectorPlanIT {

	private static final PgvectorDatabase DATABASE = PgvectorDatabase.of(PostgresServer.shared());

	private static final int DIMENSION = 32;

	private static final PgvectorSettings SETTINGS = new PgvectorSettings(PgvectorTable.parse("plan_it"), DIMENSION,
			true, 4, Duration.ofSeconds(10), Duration.ofSeconds(10));

	private static final PgvectorStatements STATEMENTS = PgvectorStatements.on(SETTINGS);

	private final OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);

	@BeforeEach
	void createTable() {
		DATABASE.execute("DROP TABLE IF EXISTS plan_it");
		DATABASE.execute(PgvectorSchema.script(SETTINGS));
	}

	@Test
	void walksTheGraphOnlyInALargeScope() throws Exception {
		insert(15_000, "CASE WHEN i % 5 > 0 THEN 'of 12000' ELSE 'of 750 / ' || i % 20 END");
		byte[] large = sha256("of 12000");
		byte[] small = sha256("of 750 / 5");
		assertThat(executedScans(STATEMENTS.search(), large, large, this.now, 8, large, this.now, 8, 2.0, 8))
			.contains("plan_it_embedding");
		assertThat(executedScans(STATEMENTS.search(), small, small, this.now, 8, small, this.now, 8, 2.0, 8))
			.contains("plan_it_scope")
			.doesNotContain("plan_it_embedding", "Seq Scan");
		assertThat(executedScans(STATEMENTS.searchSmall(), small, this.now, 8, 2.0))
			.containsPattern("plan_it_(scope|vectors)")
			.doesNotContain("plan_it_embedding", "Seq Scan");
	}

	@Test
	void readsASmallScopeByItsIndexWhereTheAverageIsLarge() throws Exception {
		insert(20_000, "CASE WHEN i % 400 = 0 THEN 'small' ELSE 'large' END");
		assertThat(planOfAnyScope()).containsPattern("plan_it_(scope|vectors)")
			.contains("plan_it_pkey")
			.doesNotContain("plan_it_embedding", "plan_it_expires_at", "Seq Scan", "Gather");
	}

	@Test
	void readsASmallScopeByItsIndexInATableThatWasEmpty() throws Exception {
		assertThat(planOfAnyScope()).containsPattern("plan_it_(scope|vectors)")
			.contains("plan_it_pkey")
			.doesNotContain("plan_it_embedding", "plan_it_expires_at", "Seq Scan");
	}

	/** With the graph built after, which is much faster. */
	private static void insert(int rows, String scope) {
		DATABASE.execute("DROP INDEX plan_it_embedding");
		DATABASE.execute("""
				INSERT INTO plan_it
				SELECT sha256(('row ' || i)::bytea), sha256((%s)::bytea),
				  (SELECT array_agg(random() - 0.5) FROM generate_series(1, ? + 0 * i))::real[]::halfvec,
				  '', 0, '', now(), now() + interval '1 day', ''
				FROM generate_series(1, ?) AS i""".formatted(scope), DIMENSION, rows);
		DATABASE.execute(PgvectorSchema.script(SETTINGS));
		DATABASE.execute("ANALYZE plan_it");
	}

	private static byte[] sha256(String text) throws Exception {
		return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String executedScans(String search, Object... parameters) throws SQLException {
		String[] parts = search.split(";", 2);
		try (Connection connection = DATABASE.connect()) {
			set(connection, parts[0]);
			try (PreparedStatement statement = connection.prepareStatement("EXPLAIN (ANALYZE) " + parts[1])) {
				PgvectorStatements.bind(statement, 1, (Object) vector());
				PgvectorStatements.bind(statement, 2, parameters);
				return lines(statement.executeQuery()).stream()
					.filter((line) -> line.contains("Scan") && !line.contains("never executed"))
					.reduce("", (scans, line) -> scans + line + '\n');
			}
		}
	}

	/** The plan that is made once for all scopes. */
	private static String planOfAnyScope() throws SQLException {
		String[] parts = STATEMENTS.searchSmall().split(";", 2);
		StringBuilder query = new StringBuilder();
		int parameter = 0;
		for (char letter : parts[1].toCharArray()) {
			query.append((letter == '?') ? "$" + ++parameter : letter);
		}
		try (Connection connection = DATABASE.connect()) {
			set(connection, parts[0]);
			try (Statement statement = connection.createStatement()) {
				statement.execute("PREPARE small (real[], bytea, timestamptz, bigint, float8) AS " + query);
				return String.join("\n",
						lines(statement.executeQuery("EXPLAIN EXECUTE small (NULL, NULL, NULL, 8, 2)")));
			}
		}
	}

	private static void set(Connection connection, String settings) throws SQLException {
		connection.setAutoCommit(false);
		try (PreparedStatement statement = connection.prepareStatement(settings)) {
			statement.setString(1, "5000");
			statement.execute();
		}
	}

	private static List<String> lines(ResultSet results) throws SQLException {
		List<String> lines = new ArrayList<>();
		while (results.next()) {
			lines.add(results.getString(1));
		}
		return lines;
	}

	private static float[] vector() {
		Random random = new Random(2);
		float[] vector = new float[DIMENSION];
		for (int i = 0; i < vector.length; i++) {
			vector[i] = (float) random.nextGaussian();
		}
		return vector;
	}

}
