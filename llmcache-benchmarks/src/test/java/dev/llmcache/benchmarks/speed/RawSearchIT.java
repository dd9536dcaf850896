package dev.llmcache.benchmarks.speed;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.llmcache.Fingerprint;
import dev.llmcache.benchmarks.search.IndexTable;
import dev.llmcache.benchmarks.search.Question;
import dev.llmcache.benchmarks.search.Search;
import dev.llmcache.embedding.UnitVector;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.store.pgvector.PgvectorConnections;
import dev.llmcache.store.pgvector.PgvectorIndex;
import dev.llmcache.store.pgvector.PgvectorSettings;
import dev.llmcache.store.pgvector.PgvectorTable;
import dev.llmcache.test.servers.PostgresServer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The limit that the semantic layer is measured against is no other search.
 */
class RawSearchIT {

	private static final int DIMENSION = 384;

	private static final int SCOPES = 20;

	private static final int ENTRIES = 50;

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final PgvectorTable TABLE = new PgvectorTable(null, "raw_search_it");

	private static final PgvectorSettings SETTINGS = new PgvectorSettings(TABLE, DIMENSION, true, 1, PATIENCE,
			PATIENCE);

	private static final Fingerprint ROOT = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private final Random random = new Random(1);

	@Test
	void findsTheNearestOfTheScopeWithoutTheGraph() throws Exception {
		try (PostgresServer server = PostgresServer.start();
				PgvectorIndex index = PgvectorIndex.open(
						PgvectorConnections.of(server.jdbcUrl(), server.user(), server.password(), SETTINGS), SETTINGS,
						InstantSource.system());
				RawSearch raw = new RawSearch(server, TABLE)) {
			new IndexTable(server, TABLE)
				.fill(IntStream.range(0, SCOPES * ENTRIES).mapToObj((row) -> entry(row, row % SCOPES)));
			List<Question> questions = IntStream.range(0, SCOPES)
				.mapToObj((scope) -> new Question(fingerprint("scope " + scope), vector()))
				.toList();
			for (Question question : questions) {
				assertThat(raw.nearest(question)).isCloseTo(Search.in(index).nearest(question), Offset.offset(1e-6));
				assertThat(raw.records(question)).hasSize(Search.NEIGHBOURS);
			}
			assertThat(raw.plan()).doesNotContain("raw_search_it_embedding");
		}
	}

	private VectorEntry entry(int row, int scope) {
		Instant now = Instant.now();
		return new VectorEntry(fingerprint("row " + row), fingerprint("scope " + scope), vector(),
				new StoredRecord(1, now, now.plus(Duration.ofDays(1)), new byte[0]));
	}

	private float[] vector() {
		float[] vector = new float[DIMENSION];
		for (int i = 0; i < vector.length; i++) {
			vector[i] = (float) this.random.nextGaussian();
		}
		return UnitVector.of(vector);
	}

	private static Fingerprint fingerprint(String name) {
		return ROOT.derive(name.getBytes(StandardCharsets.UTF_8));
	}

}
