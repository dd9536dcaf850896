package dev.llmcache.store.pgvector;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.Neighbour;
import dev.llmcache.store.Reading;
import dev.llmcache.store.RecordForm;
import dev.llmcache.store.RecordPlace;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.VectorIndexFreshnessContract;
import dev.llmcache.test.servers.PostgresServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * {@link PgvectorIndex} on a real PostgreSQL.
 */
class PgvectorIndexIT extends VectorIndexFreshnessContract {

	private static final PgvectorDatabase DATABASE = PgvectorDatabase.of(PostgresServer.shared());

	/** Patient, since the machine may be busy; the deadlines have tests of their own. */
	private static final PgvectorSettings SETTINGS = new PgvectorSettings(PgvectorTable.parse("index_it"), DIMENSION,
			true, 4, Duration.ofSeconds(10), Duration.ofSeconds(10));

	private static final StoredRecord RECORD = new StoredRecord(1, Instant.EPOCH, Instant.EPOCH, new byte[0]);

	private PgvectorIndex index = open();

	private PgvectorIndex open() {
		return PgvectorIndex.open(DATABASE.connections(SETTINGS), SETTINGS, this.clock);
	}

	@BeforeEach
	void truncate() {
		DATABASE.execute("TRUNCATE index_it");
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
		DATABASE.execute("UPDATE index_it SET record = ? WHERE id = ?", bytes, id.bytes());
	}

	@Test
	void refusesToSearchByAVectorOfAnotherDimension() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.index.nearest(fingerprint("scope"), new float[] { 1, 0 }, 8));
	}

	@Test
	void findsWhatAnotherInstanceLearnedAndAfterARestart() {
		put(fingerprint("scope"), fingerprint("id"), record("answer"));
		this.index.close();
		this.index = open();
		assertThat(text(find(fingerprint("scope"), fingerprint("id")))).isEqualTo("answer");
	}

	@Test
	void readsRecordsOnceItsConnectionIsFreeForTheirKeys() {
		PgvectorSettings one = SETTINGS.withMaxConnections(1);
		RecordForm form = new RecordForm() {

			@Override
			public byte[] write(RecordPlace place, StoredRecord record) {
				return RecordForm.PLAIN.write(place, record);
			}

			@Override
			public Reading read(RecordPlace place, byte[] bytes) {
				assertThat(PgvectorIndexIT.this.index.contains(place.id())).isTrue();
				return RecordForm.PLAIN.read(place, bytes);
			}

		};
		this.index.close();
		this.index = PgvectorIndex.open(DATABASE.connections(one), one, form, this.clock);
		put(fingerprint("scope"), fingerprint("id"), record("answer"));
		assertThat(text(find(fingerprint("scope"), fingerprint("id")))).isEqualTo("answer");
		List<StoredRecord> walked = new ArrayList<>();
		this.index.forEach(walked::add);
		assertThat(walked).hasSize(1);
	}

	@Test
	void readsNoRecordThatIsTooFarToBeWanted() {
		Fingerprint scope = fingerprint("scope");
		float[] near = randomVector(new Random(1));
		float[] opposite = new float[DIMENSION];
		for (int i = 0; i < DIMENSION; i++) {
			opposite[i] = -near[i];
		}
		this.index.put(new VectorEntry(fingerprint("near"), scope, near, record("near")));
		this.index.put(new VectorEntry(fingerprint("far"), scope, opposite, record("far")));
		for (int i = 0; i < 2; i++) {
			assertThat(this.index.nearest(scope, "question", near, 8, 0.5)).extracting(Neighbour::id)
				.containsExactly(fingerprint("near"));
			assertThat(this.index.nearest(scope, "question", near, 8, -1)).extracting(Neighbour::id)
				.containsExactly(fingerprint("near"), fingerprint("far"));
		}
	}

	@Test
	void neverReturnsASimilarityAboveOneOrNone() {
		Fingerprint scope = fingerprint("scope");
		Random random = new Random(7);
		for (int i = 0; i < 50; i++) {
			float[] vector = randomVector(random);
			this.index.put(new VectorEntry(fingerprint("id " + i), scope, vector, record("answer")));
			assertThat(this.index.nearest(scope, vector, 1)).extracting(Neighbour::similarity)
				.allSatisfy((similarity) -> assertThat(similarity).isBetween(0.999, 1.0));
		}
		this.index.put(new VectorEntry(fingerprint("zeros"), scope, new float[DIMENSION], record("answer")));
		assertThat(this.index.nearest(scope, randomVector(random), 100)).hasSize(50);
		assertThat(this.index.nearest(scope, new float[DIMENSION], 100)).isEmpty();
	}

	@Test
	void findsTheNearestOfEachOfAThousandScopes() throws Exception {
		Random random = new Random(1);
		List<List<float[]>> vectors = IntStream.range(0, 1_000)
			.mapToObj((scope) -> IntStream.range(0, 20).mapToObj((i) -> randomVector(random)).toList())
			.toList();
		DATABASE.execute("DROP INDEX index_it_embedding");
		insert(vectors);
		buildGraph();
		assertThat(found(vectors, random)).isEqualTo(1_000);
		assertThat(found(vectors, random)).as("once they are known to be small").isEqualTo(1_000);
	}

	private int found(List<List<float[]>> vectors, Random random) {
		int found = 0;
		for (int scope = 0; scope < vectors.size(); scope++) {
			float[] asked = randomVector(random);
			Fingerprint expected = fingerprint(scope + "/" + nearestOf(vectors.get(scope), asked));
			// two of them may be equally near in half precision
			List<Neighbour> hits = this.index.nearest(fingerprint("scope " + scope), asked, 2);
			if (hits.stream().anyMatch((hit) -> hit.id().equals(expected))) {
				found++;
			}
		}
		return found;
	}

	@Test
	void findsWhatWasPutAfterItsScopeWasCounted() {
		Fingerprint scope = fingerprint("scope");
		put(scope, fingerprint("first"), record("first"));
		find(scope, fingerprint("first"));
		put(scope, fingerprint("second"), record("second"));
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(text(find(scope, fingerprint("second")))).isEqualTo("second");
		assertThat(text(find(scope, fingerprint("first")))).isEqualTo("first");
	}

	private static void insert(List<List<float[]>> vectors) throws SQLException {
		try (Connection connection = DATABASE.connect();
				PreparedStatement insert = connection.prepareStatement(
						"""
								INSERT INTO index_it VALUES (?, ?, ?::real[]::halfvec, ?, 0, '', now(), now() + interval '1 day', '')""")) {
			connection.setAutoCommit(false);
			for (int scope = 0; scope < vectors.size(); scope++) {
				for (int i = 0; i < vectors.get(scope).size(); i++) {
					PgvectorStatements.bind(insert, 1, fingerprint(scope + "/" + i).bytes(),
							fingerprint("scope " + scope).bytes(), vectors.get(scope).get(i), RECORD.encode());
					insert.addBatch();
				}
			}
			insert.executeBatch();
			connection.commit();
		}
	}

	/** Much faster than row by row. */
	private static void buildGraph() {
		DATABASE.execute(PgvectorSchema.script(SETTINGS));
		DATABASE.execute("ANALYZE index_it");
	}

	@Test
	void deletesWhatHasExpired() {
		for (int i = 0; i < 7; i++) {
			put(fingerprint("scope"), fingerprint("old " + i), record(new byte[0], Duration.ofMinutes(1)));
		}
		put(fingerprint("scope"), fingerprint("live"), record("live"));
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(this.index.deleteExpired(5)).isEqualTo(5);
		assertThat(this.index.deleteExpired(5)).isEqualTo(2);
		assertThat(DATABASE.count("SELECT count(*) FROM index_it")).isEqualTo(1);
	}

	@Test
	void deletesWhatHasExpiredByTheWay() {
		put(fingerprint("scope"), fingerprint("old"), record(new byte[0], Duration.ofMinutes(1)));
		this.clock.advance(Duration.ofMinutes(1));
		for (int i = 1; i < PgvectorIndex.PUTS_PER_SWEEP; i++) {
			put(fingerprint("scope"), fingerprint("live"), record("live"));
		}
		assertThat(DATABASE.count("SELECT count(*) FROM index_it")).isEqualTo(1);
	}

	@Test
	void keepsARecordThatNeverExpires() {
		put(fingerprint("scope"), fingerprint("id"), record(new byte[0], Duration.ofDays(10_000_000)));
		assertThat(find(fingerprint("scope"), fingerprint("id"))).isNotNull();
	}

	@Test
	void deletesWhatCannotBeRead() {
		Fingerprint id = fingerprint("id");
		put(fingerprint("scope"), id, record("answer"));
		overwriteBytes(id, new byte[] { 1, 2, 3 });
		assertThat(find(fingerprint("scope"), id)).isNull();
		Awaitility.await().until(() -> !this.index.contains(id));
		assertThat(this.index.reports().getFirst().evictions()).containsEntry("unreadable", 1L);
	}

	@Test
	void deletesNothingThatTookThePlaceOfWhatCannotBeRead() {
		Fingerprint id = fingerprint("id");
		put(fingerprint("scope"), id, record("answer"));
		this.index.delete(new RecordPlace(id, fingerprint("scope")), new byte[] { 1, 2, 3 });
		assertThat(this.index.contains(id)).isTrue();
	}

}
