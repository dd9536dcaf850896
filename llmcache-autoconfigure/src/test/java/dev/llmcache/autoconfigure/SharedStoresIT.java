package dev.llmcache.autoconfigure;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.Layer;
import dev.llmcache.LlmCached;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.NearCachedAnswerStore;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.lucene.LuceneVectorIndex;
import dev.llmcache.store.pgvector.PgvectorIndex;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.WordEmbedder;
import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.RedisServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The cache on a real Redis and a real PostgreSQL, through the auto-configuration.
 */
@ExtendWith(OutputCaptureExtension.class)
class SharedStoresIT {

	private static final String TABLE = "shared_stores_it";

	private final RedisServer redis = RedisServer.shared();

	private final PostgresServer postgres = PostgresServer.shared();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class, DataRedisAutoConfiguration.class,
				DataSourceAutoConfiguration.class))
		.withUserConfiguration(Client.class)
		.withBean(ScriptedChatModel.class, ScriptedChatModel::counting)
		.withBean(QuestionEmbedder.class, () -> new WordEmbedder("words"))
		.withPropertyValues("llmcache.key=0123456789abcdef0123456789abcdef", "llmcache.tenancy=single",
				"llmcache.namespace=" + System.nanoTime(), "llmcache.defaults.semantic.threshold=0.7",
				"llmcache.exact.timeout=5s", "llmcache.exact.redis.timeout=5s", "llmcache.semantic.timeout=5s",
				"llmcache.semantic.pgvector.timeout=5s", "llmcache.semantic.pgvector.table=" + TABLE,
				"spring.data.redis.url=" + this.redis.uri(), "spring.datasource.url=" + this.postgres.jdbcUrl(),
				"spring.datasource.username=" + this.postgres.user(),
				"spring.datasource.password=" + this.postgres.password());

	@BeforeEach
	void dropTable() throws SQLException {
		execute("DROP TABLE IF EXISTS " + TABLE);
	}

	@Test
	void whatOneApplicationLearnedAnotherServes() {
		ApplicationContextRunner shared = this.runner.withPropertyValues("llmcache.exact.store=redis",
				"llmcache.semantic.store=pgvector", "llmcache.initialize-schema=always");
		shared.run((first) -> {
			assertThat(outcome(first, "How do I return a kettle?").status()).isEqualTo(Status.MISS);
			shared.run((second) -> {
				Awaitility.await().atMost(Duration.ofSeconds(30)).until(this::isStored);
				assertThat(outcome(second, "How can I return a kettle?").layer()).isEqualTo(Layer.SEMANTIC);
				assertThat(outcome(second, "How do I return a kettle?").layer()).isEqualTo(Layer.EXACT);
				assertThat(second.getBean(ScriptedChatModel.class).calls()).isZero();
			});
		});
	}

	@Test
	void whatWasStoredLastIsThereAfterARestart() {
		ApplicationContextRunner shared = this.runner.withPropertyValues("llmcache.initialize-schema=always");
		shared.run(
				(context) -> assertThat(outcome(context, "How do I return a kettle?").status()).isEqualTo(Status.MISS));
		shared.run((context) -> {
			assertThat(outcome(context, "How do I return a kettle?").layer()).isEqualTo(Layer.EXACT);
			assertThat(outcome(context, "How can I return a kettle?").layer()).isEqualTo(Layer.SEMANTIC);
		});
	}

	@Test
	void anotherKeyFindsNothing() {
		ApplicationContextRunner shared = this.runner.withPropertyValues("llmcache.initialize-schema=always");
		shared.run((context) -> outcome(context, "How do I return a kettle?"));
		shared.withPropertyValues("llmcache.key=another-key-of-at-least-32-characters")
			.run((context) -> assertThat(outcome(context, "How do I return a kettle?").status())
				.isEqualTo(Status.MISS));
		shared
			.withPropertyValues("llmcache.key=another-key-of-at-least-32-characters",
					"llmcache.previous-key=0123456789abcdef0123456789abcdef")
			.run((context) -> assertThat(outcome(context, "How can I return a kettle?").status())
				.isEqualTo(Status.HIT));
	}

	@Test
	void automaticallyCreatesNoTableUnasked() {
		this.runner.run((context) -> {
			assertThat(context).getBean(AnswerStore.class).isInstanceOf(NearCachedAnswerStore.class);
			assertThat(context).getBean(VectorIndex.class).isInstanceOf(LuceneVectorIndex.class);
		});
	}

	@Test
	void automaticallyTakesATableThatIsThere() {
		this.runner.withPropertyValues("llmcache.initialize-schema=always").run((context) -> {
		});
		this.runner.run((context) -> assertThat(context).getBean(VectorIndex.class).isInstanceOf(PgvectorIndex.class));
	}

	@Test
	void aMissingTableIsAFailureThatNamesTheProperty() {
		this.runner.withPropertyValues("llmcache.semantic.store=pgvector")
			.run((context) -> assertThat(StartupFailures.analysis(context).getDescription())
				.contains("llmcache.initialize-schema"));
	}

	@Test
	void aTableOfAnotherDimensionIsAFailureThatNamesTheProperty() throws SQLException {
		execute("CREATE EXTENSION IF NOT EXISTS vector");
		this.runner.withPropertyValues("llmcache.initialize-schema=always").run((context) -> {
		});
		execute("ALTER TABLE %s ALTER COLUMN embedding TYPE halfvec(3) USING NULL".formatted(TABLE));
		this.runner.withPropertyValues("llmcache.semantic.store=pgvector")
			.run((context) -> assertThat(StartupFailures.analysis(context).getDescription()).contains("512", "3",
					"llmcache.semantic.pgvector.table"));
	}

	@Test
	void anEmbeddingModelThatIsDownAtStartIsAWarningAndTheModelAnswers(CapturedOutput output) {
		QuestionEmbedder down = new QuestionEmbedder() {

			@Override
			public String modelId() {
				return "down";
			}

			@Override
			public int dimension() {
				throw new IllegalStateException("down");
			}

			@Override
			public float[] embed(String question) {
				throw new IllegalStateException("down");
			}

		};
		this.runner.withPropertyValues("llmcache.semantic.store=pgvector", "llmcache.initialize-schema=always")
			.withBean("down", QuestionEmbedder.class, () -> down, (definition) -> definition.setPrimary(true))
			.run((context) -> {
				assertThat(outcome(context, "How do I return a kettle?").status()).isEqualTo(Status.MISS);
				assertThat(outcome(context, "How do I return a kettle?").layer()).isEqualTo(Layer.EXACT);
			});
		assertThat(output).contains("The embedding model cannot tell its dimension");
	}

	@Test
	void serversThatAreDownAtStartAreAWarningAndTheModelAnswers(CapturedOutput output) {
		this.runner.withPropertyValues("llmcache.exact.store=redis", "llmcache.semantic.store=pgvector",
				"spring.data.redis.url=redis://127.0.0.1:1", "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none")
			.run((context) -> {
				// Without the place of generations it is not known what was invalidated
				assertThat(outcome(context, "How do I return a kettle?").status()).isEqualTo(Status.MISS);
				assertThat(outcome(context, "How do I return a kettle?").status()).isEqualTo(Status.MISS);
			});
		assertThat(output.toString().lines()).filteredOn((line) -> line.contains("WARN"))
			.anyMatch((line) -> line.contains("spring.data.redis"))
			.anyMatch((line) -> line.contains("spring.datasource"));
	}

	private void execute(String sql) throws SQLException {
		try (Connection connection = connection(); Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	// What is stored last is stored in PostgreSQL
	private boolean isStored() throws SQLException {
		try (Connection connection = connection();
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + TABLE)) {
			return rows.next() && rows.getInt(1) > 0;
		}
	}

	private Connection connection() throws SQLException {
		return DriverManager.getConnection(this.postgres.jdbcUrl(), this.postgres.user(), this.postgres.password());
	}

	private static CacheOutcome outcome(ApplicationContext context, String question) {
		return Objects.requireNonNull(CacheOutcome
			.from(context.getBean(ChatClient.class).prompt().user(question).call().chatClientResponse().context()));
	}

	@Configuration(proxyBeanMethods = false)
	static class Client {

		@Bean
		@LlmCached
		ChatClient client(ScriptedChatModel model) {
			return ChatClient.create(model);
		}

	}

}
