package dev.llmcache.benchmarks.scopes;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import com.zaxxer.hikari.HikariDataSource;
import dev.llmcache.benchmarks.search.Graph;
import dev.llmcache.benchmarks.search.IndexTable;
import dev.llmcache.benchmarks.search.Search;
import dev.llmcache.test.servers.PostgresServer;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.filter.FilterExpressionBuilder;
import org.springframework.ai.vectorstore.pgvector.PgVectorStore;
import org.springframework.ai.vectorstore.pgvector.PgVectorStore.PgIndexType;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Spring AI's {@link PgVectorStore} with its HNSW index, whose documents bear their scope
 * as metadata.
 */
public final class SpringAiStore implements AutoCloseable {

	private static final String TABLE = "spring_ai_scopes";

	private static final String GRAPH = TABLE + "_index";

	private static final String SCOPE = "scope";

	private static final int GRAPH_MB = 512;

	/** What a row takes in memory while the graph is built, with 384 dimensions. */
	private static final long GRAPH_BYTES_PER_ROW = 2_600;

	private static final String COPY = """
			INSERT INTO ${own} (id, content, metadata, embedding)
			SELECT gen_random_uuid(), encode(id, 'hex'), json_build_object('${scope}', encode(scope, 'hex')), embedding::vector
			FROM ${table}
			""";

	private final HikariDataSource dataSource = new HikariDataSource();

	private final PgVectorStore store;

	/**
	 * Connects.
	 * @param server the server
	 * @param vectors of all texts that are stored and asked
	 * @param iterativeScan mode of iterative scans for all connections, or null for
	 * pgvector's default, which is none
	 */
	public SpringAiStore(PostgresServer server, TextVectors vectors, @Nullable String iterativeScan) {
		this.dataSource.setJdbcUrl(server.jdbcUrl());
		this.dataSource.setUsername(server.user());
		this.dataSource.setPassword(server.password());
		this.dataSource.setMaximumPoolSize(2);
		if (iterativeScan != null) {
			this.dataSource.setConnectionInitSql("SET hnsw.iterative_scan = " + iterativeScan);
		}
		this.store = PgVectorStore.builder(new JdbcTemplate(this.dataSource), new KnownTexts(vectors))
			.vectorTableName(TABLE)
			.dimensions(TextVectors.DIMENSION)
			.indexType(PgIndexType.HNSW)
			.initializeSchema(true)
			.build();
		this.store.afterPropertiesSet();
	}

	/** Stores the questions of all scopes, and builds the index after. */
	void fill(List<FaqScope> scopes) throws SQLException {
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement()) {
			Graph graph = Graph.drop(statement, GRAPH);
			scopes.forEach((scope) -> this.store.add(scope.questions()
				.stream()
				.map((question) -> new Document(question.text(), Map.of(SCOPE, scope.name())))
				.toList()));
			graph.build(statement, GRAPH_MB);
			statement.execute("VACUUM ANALYZE " + TABLE);
		}
	}

	/**
	 * Stores what an index of the cache has, in the same order, and builds the graph
	 * after.
	 * @param index the index
	 * @throws SQLException if the server fails
	 */
	public void fill(IndexTable index) throws SQLException {
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement()) {
			Graph graph = Graph.drop(statement, GRAPH);
			statement.execute(COPY.replace("${own}", TABLE)
				.replace("${scope}", SCOPE)
				.replace("${table}", index.name().toString()));
			graph.build(statement, Math.max(GRAPH_MB, (index.count() * GRAPH_BYTES_PER_ROW) >> 20));
			statement.execute("VACUUM ANALYZE " + TABLE);
		}
	}

	double nearest(FaqScope scope, String asked) {
		return nearest(scope.name(), asked);
	}

	/**
	 * Searches.
	 * @param scope the scope to search in; of an index of the cache its digits
	 * @param asked the question
	 * @return the distance of the nearest that was found, or {@link Search#NOTHING}
	 */
	public double nearest(String scope, String asked) {
		List<Document> found = this.store.similaritySearch(SearchRequest.builder()
			.query(asked)
			.topK(Search.NEIGHBOURS)
			.filterExpression(new FilterExpressionBuilder().eq(SCOPE, scope).build())
			.build());
		Double score = found.isEmpty() ? null : found.getFirst().getScore();
		return (score != null) ? 1 - score : Search.NOTHING;
	}

	@Override
	public void close() {
		this.dataSource.close();
	}

}
