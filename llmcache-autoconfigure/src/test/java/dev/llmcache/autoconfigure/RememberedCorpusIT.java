package dev.llmcache.autoconfigure;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import dev.llmcache.Invalidation;
import dev.llmcache.Layer;
import dev.llmcache.LlmCache;
import dev.llmcache.Owner;
import dev.llmcache.embedding.QuestionOwner;
import dev.llmcache.embedding.VectorMemory;
import dev.llmcache.key.VectorKeys;
import dev.llmcache.test.CountingEmbeddingModel;
import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.RedisServer;
import dev.llmcache.test.servers.TestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.TokenCountBatchingStrategy;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.pgvector.PgVectorStore;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Vectors on a real Redis and a real PostgreSQL, through the auto-configuration, and what
 * becomes of them when the server is killed.
 */
@Timeout(180)
class RememberedCorpusIT {

	private static final Duration BUSY = Duration.ofSeconds(30);

	private static final List<Document> CORPUS = IntStream.range(0, 1_000)
		.mapToObj((i) -> new Document("passage " + i % 700))
		.toList();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class, DataRedisAutoConfiguration.class,
				DataSourceAutoConfiguration.class))
		.withBean("model", EmbeddingModel.class, CountingEmbeddingModel::new)
		.withPropertyValues("llmcache.key=0123456789abcdef0123456789abcdef", "llmcache.embedding.beans=model",
				"llmcache.namespace=" + System.nanoTime(), "llmcache.exact.store=caffeine",
				"llmcache.semantic.store=lucene", "llmcache.initialize-schema=always",
				"llmcache.embedding.redis.timeout=2s", "llmcache.embedding.postgres.timeout=2s");

	@Test
	void aCorpusIsNotEmbeddedAgainAfterARestartWithPostgres() throws SQLException {
		PostgresServer server = PostgresServer.shared();
		try {
			restartEmbedsNothing(with(server).withPropertyValues("llmcache.embedding.store=postgres",
					"llmcache.embedding.postgres.table=remembered_corpus_it"));
		}
		finally {
			try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(),
					server.password()); Statement statement = connection.createStatement()) {
				statement.execute("DROP TABLE IF EXISTS remembered_corpus_it");
			}
		}
	}

	@Test
	void aCorpusIsNotEmbeddedAgainAfterARestartWithRedis() {
		restartEmbedsNothing(with(RedisServer.shared()).withPropertyValues("llmcache.embedding.store=redis"));
	}

	private static void restartEmbedsNothing(ApplicationContextRunner runner) {
		runner.run((first) -> assertThat(ingest(first)).isEqualTo(700));
		runner.run((second) -> {
			assertThat(ingest(second)).isZero();
			assertThat(second.getBean(VectorMemory.class).counts().failures()).isZero();
		});
	}

	@Test
	void aPgVectorStoreIsFilledAndSearchedAgainWithoutTheModel() {
		PostgresServer server = PostgresServer.shared();
		with(server).withPropertyValues("llmcache.embedding.store=caffeine", "llmcache.tenancy=single")
			.run((context) -> {
				JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
				for (int i = 0; i < 2; i++) {
					PgVectorStore store = PgVectorStore.builder(jdbc, context.getBean(EmbeddingModel.class))
						.dimensions(16)
						.vectorTableName("remembered_store_it")
						.removeExistingVectorStoreTable(true)
						.initializeSchema(true)
						.build();
					store.afterPropertiesSet();
					store.add(CORPUS.subList(0, 100));
					assertThat(store.similaritySearch(SearchRequest.builder().query("passage?").topK(3).build()))
						.hasSize(3);
				}
				jdbc.execute("DROP TABLE remembered_store_it");
				assertThat(counting(context).embedded()).hasSize(101)
					.allSatisfy((text, times) -> assertThat(times).isOne());
			});
	}

	@Test
	void itIsEmbeddedAllTheSameWhenPostgresIsKilled() {
		try (PostgresServer server = PostgresServer.start()) {
			goesOnWhenKilled(with(server).withPropertyValues("llmcache.embedding.store=postgres",
					"llmcache.embedding.postgres.timeout=300ms", "llmcache.embedding.postgres.write-timeout=1s"),
					server);
		}
	}

	@Test
	void itIsEmbeddedAllTheSameWhenRedisIsKilled() {
		try (RedisServer server = RedisServer.start()) {
			goesOnWhenKilled(with(server).withPropertyValues("llmcache.embedding.store=redis",
					"llmcache.embedding.redis.timeout=300ms"), server);
		}
	}

	private static void goesOnWhenKilled(ApplicationContextRunner runner, TestServer server) {
		runner.run((context) -> {
			EmbeddingModel model = context.getBean(EmbeddingModel.class);
			VectorMemory memory = context.getBean(VectorMemory.class);
			model.embed(new Document("before"));
			server.kill();
			for (int i = 0; i < 50; i++) {
				assertThat(model.embed(new Document("meanwhile " + i)))
					.containsExactly(CountingEmbeddingModel.vectorOf("meanwhile " + i));
			}
			assertThat(memory.counts().failures()).isPositive();
			server.restart();
			// Kept again once the store has had its rest
			Awaitility.await().atMost(BUSY).ignoreExceptions().untilAsserted(() -> {
				long failures = memory.counts().failures();
				model.embed(new Document("after " + System.nanoTime()));
				assertThat(memory.counts().failures()).isEqualTo(failures);
				assertThat(stored(context)).isTrue();
			});
		});
	}

	/** Whether what is embedded now is found in the store. */
	private static boolean stored(ApplicationContext context) {
		EmbeddingModel model = context.getBean(EmbeddingModel.class);
		Document document = new Document("probe " + System.nanoTime());
		model.embed(document);
		EmbeddingStoreChoice choice = context.getBean(EmbeddingStoreChoice.class);
		VectorKeys keys = context.getBean(VectorKeys.class);
		String space = Objects.requireNonNull(Objects.requireNonNull(RememberedModels.of(model)).space()).name();
		return !Objects.requireNonNull(choice.store())
			.get(keys.document(space, Objects.requireNonNull(document.getText())))
			.isEmpty();
	}

	@Test
	void anErasedTenantsQuestionsAreGoneFromRedisToo() {
		with(RedisServer.shared()).withPropertyValues("llmcache.embedding.store=redis").run((context) -> {
			EmbeddingModel model = context.getBean(EmbeddingModel.class);
			QuestionOwner acme = QuestionOwner.of(new Owner.Tenant("acme"));
			QuestionOwner globex = QuestionOwner.of(new Owner.Tenant("globex"));
			acme.call(() -> model.embed("How?"));
			globex.call(() -> model.embed("How?"));
			model.embed(new Document("text"));
			assertThat(context.getBean(LlmCache.class).erase(Invalidation.byTenant("acme")).deleted())
				.containsEntry(Layer.EMBEDDING, 1L);
			acme.call(() -> model.embed("How?"));
			globex.call(() -> model.embed("How?"));
			model.embed(new Document("text"));
			assertThat(counting(context).embedded()).containsEntry("How?", 3).containsEntry("text", 1);
		});
	}

	@Test
	void anErasureThatRedisDoesNotHearOfIsNotComplete() {
		try (RedisServer server = RedisServer.start()) {
			with(server).withPropertyValues("llmcache.embedding.store=redis", "llmcache.embedding.redis.timeout=300ms")
				.run((context) -> {
					server.kill();
					assertThat(context.getBean(LlmCache.class).erase(Invalidation.byTenant("acme")).failed())
						.containsExactly(Layer.EMBEDDING);
				});
		}
	}

	private static long ingest(ApplicationContext context) {
		List<float[]> vectors = context.getBean(EmbeddingModel.class)
			.embed(CORPUS, EmbeddingOptions.builder().build(), new TokenCountBatchingStrategy());
		for (int i = 0; i < CORPUS.size(); i++) {
			assertThat(vectors.get(i)).containsExactly(CountingEmbeddingModel.vectorOf("passage " + i % 700));
		}
		return counting(context).embedded().values().stream().mapToInt(Integer::intValue).sum();
	}

	private static CountingEmbeddingModel counting(ApplicationContext context) {
		EmbeddingModel bean = context.getBean(EmbeddingModel.class);
		return (CountingEmbeddingModel) Objects.requireNonNull(RememberedModels.of(bean)).delegate();
	}

	private ApplicationContextRunner with(PostgresServer server) {
		return this.runner.withPropertyValues("spring.datasource.url=" + server.jdbcUrl(),
				"spring.datasource.username=" + server.user(), "spring.datasource.password=" + server.password());
	}

	private ApplicationContextRunner with(RedisServer server) {
		return this.runner.withPropertyValues("spring.data.redis.url=" + server.uri());
	}

}
