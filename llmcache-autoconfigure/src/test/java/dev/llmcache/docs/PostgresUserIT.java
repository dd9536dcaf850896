package dev.llmcache.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.VectorKey;
import dev.llmcache.store.Observation;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.store.pgvector.PgvectorConnections;
import dev.llmcache.store.pgvector.PgvectorDataKeyStore;
import dev.llmcache.store.pgvector.PgvectorGenerationStore;
import dev.llmcache.store.pgvector.PgvectorIndex;
import dev.llmcache.store.pgvector.PgvectorObservationStore;
import dev.llmcache.store.pgvector.PgvectorSettings;
import dev.llmcache.store.pgvector.PgvectorTable;
import dev.llmcache.store.pgvector.PostgresEmbeddingStore;
import dev.llmcache.test.RecordingListener;
import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.TestCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The documented user of PostgreSQL, over TLS: it does all that the stores do.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class PostgresUserIT {

	private static final Page PAGE = new Page("docs/operations.md");

	private static final int DIMENSION = 3;

	private static final Duration AMPLE = Duration.ofSeconds(10);

	private static final Fingerprint KEY = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final Mark TAG = new Mark(1, 1);

	private static final PgvectorSettings SETTINGS = new PgvectorSettings(PgvectorTable.parse("llmcache_semantic"),
			DIMENSION, false, 4, AMPLE, AMPLE);

	private static final PgvectorSettings EMBEDDINGS = SETTINGS.withTable(PgvectorTable.parse("llmcache_embedding"));

	private static final String GRAPH = "SELECT pg_relation_filenode('llmcache_semantic_embedding')";

	private final TestCertificate certificate = TestCertificate.issue();

	private final PostgresServer server = PostgresServer.start(this.certificate);

	@TempDir
	Path folder;

	@BeforeEach
	void createTablesAndUser() throws IOException {
		use(PgvectorConnections.of(this.server.jdbcUrl(), this.server.user(), this.server.password(), SETTINGS), true);
		for (String statements : PAGE.blocks("sql")) {
			execute(statements);
		}
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void doesAllThatStoresDo(CapturedOutput output) throws IOException {
		Path authority = Files.writeString(this.folder.resolve("authority.pem"), this.certificate.authority());
		String url = "%s?sslmode=verify-full&sslrootcert=%s".formatted(this.server.jdbcUrl(), authority);
		execute("""
				INSERT INTO llmcache_semantic (id, scope, tenant, embedding, record, fence, stamps, stored_at, expires_at)
				SELECT sha256(i::text::bytea), sha256('scope'), '', '[1,2,3]', '', 0, '', now(), 'epoch'
				FROM generate_series(1, 1500) AS i""");
		String before = query(GRAPH);
		use(PgvectorConnections.of(url, "llmcache_app", "change-me", SETTINGS), false);
		assertThat(query(GRAPH)).isNotEqualTo(before);
		assertThat(output).doesNotContainPattern("WARN .*\\bd(ev)?\\.l(lmcache)?\\.");
	}

	@Test
	void mayNeitherCreateNorReadAnythingElse() throws SQLException {
		execute("CREATE TABLE others (secret text)");
		try (Connection connection = DriverManager.getConnection(this.server.jdbcUrl(), "llmcache_app", "change-me");
				Statement statement = connection.createStatement()) {
			for (String refused : List.of("SELECT * FROM others", "CREATE TABLE mine (a int)",
					"DROP TABLE llmcache_semantic", "TRUNCATE llmcache_semantic")) {
				assertThatExceptionOfType(SQLException.class).as(refused)
					.isThrownBy(() -> statement.execute(refused))
					.extracting(SQLException::getSQLState)
					.isEqualTo("42501");
			}
		}
	}

	private static void use(PgvectorConnections connections, boolean creates) {
		PgvectorSettings settings = SETTINGS.withTableCreated(creates);
		useIndex(connections, settings);
		try (connections) {
			useGenerations(connections, settings);
			PgvectorObservationStore observations = new PgvectorObservationStore(connections, settings,
					InstantSource.system());
			observations.add(KEY, new Observation(1, true));
			assertThat(observations.latest(KEY)).isNotEmpty();
			useDataKeys(new PgvectorDataKeyStore(connections, settings));
			VectorKey document = new VectorKey(KEY, VectorKey.Kind.DOCUMENT, List.of());
			PostgresEmbeddingStore vectors = PostgresEmbeddingStore.open(connections,
					EMBEDDINGS.withTableCreated(creates), Duration.ofDays(1), InstantSource.system());
			vectors.put(Map.of(document, new byte[] { 1 }));
			assertThat(vectors.get(List.of(document))).containsKey(document);
		}
	}

	private static void useIndex(PgvectorConnections connections, PgvectorSettings settings) {
		PgvectorIndex index = PgvectorIndex.open(connections, settings, InstantSource.system());
		Instant now = Instant.now();
		StoredRecord record = new StoredRecord(1, 1, now, now.plus(AMPLE), now.plus(AMPLE), List.of(new Stamp(TAG, 1)),
				new byte[] { 1 });
		VectorEntry entry = new VectorEntry(KEY, KEY, new float[] { 1, 0, 0 }, record);
		index.put(entry);
		assertThat(index.nearest(KEY, new float[] { 1, 0, 0 }, 1)).hasSize(1);
		assertThat(index.contains(KEY)).isTrue();
		assertThat(index.erase(Set.of(TAG))).isOne();
		index.put(entry);
		index.remove(KEY);
		index.sweep((stamps) -> Set.of());
		Awaitility.await().until(() -> index.reports().getFirst().bytes() != null);
	}

	private static void useGenerations(PgvectorConnections connections, PgvectorSettings settings) {
		PgvectorGenerationStore generations = new PgvectorGenerationStore(connections, settings,
				InstantSource.system());
		RecordingListener listener = new RecordingListener();
		generations.listen(listener);
		Awaitility.await().until(() -> listener.interruptions.get() > 0);
		generations.readOrCreate(Set.of(TAG), AMPLE);
		Map<Mark, Long> replaced = generations.replace(Set.of(TAG), AMPLE);
		Awaitility.await().until(() -> listener.replaced.contains(replaced));
	}

	private static void useDataKeys(PgvectorDataKeyStore keys) {
		byte[] first = { 1 };
		byte[] second = { 2 };
		keys.putIfAbsent(TAG, first);
		assertThat(keys.replace(TAG, first, second)).isTrue();
		assertThat(keys.find(TAG)).isEqualTo(second);
		keys.delete(Set.of(TAG));
		assertThat(keys.find(TAG)).isNull();
	}

	private void execute(String sql) {
		query(sql);
	}

	private String query(String sql) {
		try (Connection connection = DriverManager.getConnection(this.server.jdbcUrl(), this.server.user(),
				this.server.password()); Statement statement = connection.createStatement()) {
			boolean rows = statement.execute(sql);
			ResultSet result = rows ? statement.getResultSet() : null;
			return (result != null && result.next()) ? result.getString(1) : "";
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
