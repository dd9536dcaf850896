package dev.llmcache.store.pgvector;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.store.pgvector.PgvectorSchemaException.Reason;
import dev.llmcache.test.servers.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * {@link PgvectorSchema} on a real PostgreSQL, in a database of this test's own, since it
 * creates and drops the extension.
 */
@ExtendWith(OutputCaptureExtension.class)
class PgvectorSchemaIT {

	private static final PgvectorDatabase SERVER = PgvectorDatabase.of(PostgresServer.shared());

	private static final PgvectorDatabase DATABASE = SERVER.named("schema_it");

	private static final PgvectorSettings CHECKING = PgvectorSettings.ofDimension(16);

	private static final PgvectorSettings CREATING = CHECKING.withTableCreated(true);

	@BeforeEach
	void createDatabase() {
		SERVER.execute("CREATE DATABASE schema_it");
	}

	@AfterEach
	void dropDatabase() {
		SERVER.execute("DROP DATABASE schema_it WITH (FORCE)");
	}

	private static void open(PgvectorSettings settings) {
		PgvectorIndex.open(DATABASE.connections(settings), settings, InstantSource.system()).close();
	}

	private static PgvectorSchemaException refusal(PgvectorSettings settings) {
		return catchThrowableOfType(PgvectorSchemaException.class, () -> open(settings));
	}

	@Test
	void createsWhatIsMissingAndFindsItAgain() {
		open(CREATING);
		open(CREATING);
		open(CHECKING);
		assertThat(DATABASE.query("SELECT indexname FROM pg_indexes WHERE tablename = 'llmcache_semantic'"))
			.containsExactlyInAnyOrder("llmcache_semantic_pkey", "llmcache_semantic_scope", "llmcache_semantic_vectors",
					"llmcache_semantic_expires_at", "llmcache_semantic_tenant", "llmcache_semantic_embedding");
	}

	@Test
	void takesVectorsOfEveryLength() {
		for (int dimension : new int[] { 1, 384, 1_250, 1_251, PgvectorSettings.MAX_DIMENSION }) {
			PgvectorSettings settings = PgvectorSettings.ofDimension(dimension)
				.withTableCreated(true)
				.withTable(PgvectorTable.parse("of_" + dimension));
			float[] vector = new float[dimension];
			for (int i = 0; i < dimension; i++) {
				vector[i] = (float) (Math.sin(i + 1) / Math.sqrt(dimension));
			}
			Fingerprint id = Fingerprint.of(new byte[Fingerprint.LENGTH]);
			Instant now = Instant.now();
			try (PgvectorIndex index = PgvectorIndex.open(DATABASE.connections(settings), settings,
					InstantSource.system())) {
				index.put(new VectorEntry(id, id, vector, new StoredRecord(1, now, now.plusSeconds(60), new byte[0])));
				assertThat(index.nearest(id, vector, 1)).as("%d", dimension).hasSize(1);
			}
		}
	}

	@Test
	void createsATableInASchemaOfItsOwn() {
		DATABASE.execute("CREATE SCHEMA cache");
		PgvectorSettings settings = CREATING.withTable(PgvectorTable.parse("cache.order"));
		open(settings);
		open(settings.withTableCreated(false));
		assertThat(DATABASE.query("SELECT schemaname || '.' || tablename FROM pg_tables WHERE tablename = 'order'"))
			.containsExactly("cache.order");
	}

	@Test
	void createsOnceWhereSeveralInstancesStartTogether() throws Exception {
		int instances = 4;
		CyclicBarrier start = new CyclicBarrier(instances);
		Callable<Void> instance = () -> {
			start.await();
			open(CREATING);
			return null;
		};
		try (ExecutorService executor = Executors.newFixedThreadPool(instances)) {
			for (Future<Void> opened : executor.invokeAll(Collections.nCopies(instances, instance))) {
				opened.get();
			}
		}
		open(CHECKING);
	}

	@Test
	void createsNothingUnasked() {
		DATABASE.execute("CREATE EXTENSION vector");
		PgvectorSchemaException refusal = refusal(CHECKING);
		assertThat(refusal.getReason()).isEqualTo(Reason.TABLE_MISSING);
		assertThat(refusal).hasMessageContainingAll("llmcache_semantic", "llmcache.initialize-schema=always",
				"llmcache.semantic.pgvector.table");
		assertThat(DATABASE.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).isEmpty();
	}

	@Test
	void createsNoExtensionUnasked() {
		PgvectorSchemaException refusal = refusal(CHECKING);
		assertThat(refusal.getReason()).isEqualTo(Reason.EXTENSION_MISSING);
		assertThat(refusal).hasMessageContaining("llmcache.initialize-schema=always");
		assertThat(DATABASE.query("SELECT extname FROM pg_extension")).doesNotContain("vector");
	}

	@Test
	void refusesATableOfAnotherDimension() {
		open(CREATING);
		for (PgvectorSettings settings : List.of(PgvectorSettings.ofDimension(384),
				PgvectorSettings.ofDimension(384).withTableCreated(true))) {
			PgvectorSchemaException refusal = refusal(settings);
			assertThat(refusal.getReason()).isEqualTo(Reason.DIMENSION_DIFFERS);
			assertThat(refusal).hasMessageContainingAll("16", "384", "llmcache.semantic.pgvector.table");
		}
	}

	@Test
	void refusesATableThatIsNotOurs() {
		DATABASE.execute("CREATE TABLE llmcache_semantic (id bigint)");
		PgvectorSchemaException refusal = refusal(CREATING);
		assertThat(refusal.getReason()).isEqualTo(Reason.TABLE_DIFFERS);
		assertThat(refusal).hasMessageContaining("llmcache.semantic.pgvector.table");
		assertThat(DATABASE.query("SELECT extname FROM pg_extension")).doesNotContain("vector");
	}

	@Test
	void saysThatTheSchemaOfTheTableIsMissing() {
		PgvectorSchemaException refusal = refusal(CREATING.withTable(PgvectorTable.parse("nowhere.cache")));
		assertThat(refusal.getReason()).isEqualTo(Reason.CREATION_REFUSED);
		assertThat(refusal).hasMessageContainingAll("nowhere.cache", "llmcache.semantic.pgvector.table");
	}

	@Test
	void saysThatTheUserMayNotCreate() {
		DATABASE.execute("CREATE EXTENSION vector");
		withoutPrivileges((visitor) -> {
			PgvectorSchemaException refusal = catchThrowableOfType(PgvectorSchemaException.class,
					() -> PgvectorIndex.open(visitor.connections(CREATING), CREATING, InstantSource.system()));
			assertThat(refusal.getReason()).isEqualTo(Reason.CREATION_REFUSED);
			assertThat(refusal).hasMessageContaining("llmcache.initialize-schema=never");
		});
	}

	@Test
	void needsNoPrivilegeToCreateWhatIsThere() {
		open(CREATING);
		withoutPrivileges(
				(visitor) -> PgvectorIndex.open(visitor.connections(CREATING), CREATING, InstantSource.system())
					.close());
	}

	private static void withoutPrivileges(Consumer<PgvectorDatabase> use) {
		SERVER.execute("CREATE ROLE visitor LOGIN PASSWORD 'visitor'");
		try {
			use.accept(new PgvectorDatabase(DATABASE.url(), "visitor", "visitor"));
		}
		finally {
			SERVER.execute("DROP ROLE visitor");
		}
	}

	@Test
	void refusesAnExtensionOutOfSight() {
		DATABASE.execute("CREATE SCHEMA aside");
		DATABASE.execute("CREATE EXTENSION vector SCHEMA aside");
		PgvectorSchemaException refusal = refusal(CREATING);
		assertThat(refusal.getReason()).isEqualTo(Reason.EXTENSION_MISSING);
		assertThat(refusal).hasMessageContainingAll("'aside'", "search_path", "llmcache.semantic.store");
	}

	@Test
	void refusesAnExtensionWithoutIterativeScans() {
		pretendVersion("0.7.4");
		PgvectorSchemaException refusal = refusal(CREATING);
		assertThat(refusal.getReason()).isEqualTo(Reason.EXTENSION_TOO_OLD);
		assertThat(refusal).hasMessageContainingAll("0.7.4", "0.8.0", "llmcache.semantic.store");
	}

	@Test
	void warnsOfAnExtensionWithKnownFaults(CapturedOutput output) {
		pretendVersion("0.8.3");
		open(CREATING);
		assertThat(output).containsOnlyOnce("pgvector 0.8.3 can damage");
	}

	@Test
	void hasNothingToSayOfASoundExtension(CapturedOutput output) {
		pretendVersion("0.8.10");
		open(CREATING);
		assertThat(output).doesNotContain("WARN");
	}

	private static void pretendVersion(String version) {
		DATABASE.execute("CREATE EXTENSION vector");
		DATABASE.execute("UPDATE pg_extension SET extversion = ? WHERE extname = 'vector'", version);
	}

}
