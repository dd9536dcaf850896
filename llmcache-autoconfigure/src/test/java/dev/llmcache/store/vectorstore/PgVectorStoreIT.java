package dev.llmcache.store.vectorstore;

import java.util.Random;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.test.servers.PostgresServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.ai.vectorstore.pgvector.PgVectorStore;
import org.springframework.ai.vectorstore.pgvector.PgVectorStore.PgIndexType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link SpringVectorStoreIndex} in a {@link PgVectorStore} on a real PostgreSQL.
 */
class PgVectorStoreIT extends SpringVectorStoreContract {

	private static final String TABLE = "spring_ai_answers_it";

	private static final String GRAPH_TABLE = "spring_ai_graph_it";

	private static final JdbcTemplate JDBC = connect(PostgresServer.shared());

	private static final PgVectorStore STORE = create(TABLE, PgIndexType.NONE);

	private static JdbcTemplate connect(PostgresServer server) {
		return new JdbcTemplate(
				new SingleConnectionDataSource(server.jdbcUrl(), server.user(), server.password(), true));
	}

	private static PgVectorStore create(String table, PgIndexType type) {
		PgVectorStore store = PgVectorStore.builder(JDBC, MODEL)
			.vectorTableName(table)
			.indexType(type)
			.initializeSchema(true)
			.build();
		store.afterPropertiesSet();
		return store;
	}

	@BeforeEach
	void truncate() {
		JDBC.execute("TRUNCATE " + TABLE);
	}

	@Override
	VectorStore store() {
		return STORE;
	}

	@Test
	void aGraphFindsTheFewOfASmallScopeOnlyByIterativeScans() {
		JDBC.execute("DROP TABLE IF EXISTS " + GRAPH_TABLE);
		SpelledIndex index = new SpelledIndex(
				new SpringVectorStoreIndex(create(GRAPH_TABLE, PgIndexType.HNSW), this.clock));
		Fingerprint small = fingerprint("small");
		float[] asked = vectorOf(fingerprint("asked"));
		Random random = new Random(3);
		for (int i = 0; i < 400; i++) {
			index.put(new VectorEntry(fingerprint("near " + i), fingerprint("crowded"), near(asked, random),
					record("near")));
		}
		put(index, small, "far 1");
		put(index, small, "far 2");
		JDBC.execute("SET enable_seqscan = off");
		try {
			assertThat(index.nearest(small, asked, 8)).isEmpty();
			JDBC.execute("SET hnsw.iterative_scan = strict_order");
			assertThat(index.nearest(small, asked, 8)).hasSize(2);
		}
		finally {
			JDBC.execute("RESET ALL");
		}
	}

	private static float[] near(float[] vector, Random random) {
		float[] noise = randomVector(random);
		for (int i = 0; i < noise.length; i++) {
			noise[i] = vector[i] + noise[i] / 20;
		}
		return noise;
	}

	private void put(SpelledIndex index, Fingerprint scope, String name) {
		index.put(new VectorEntry(fingerprint(name), scope, vectorOf(fingerprint(name)), record(name)));
	}

}
