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
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.WordEmbedder;
import dev.llmcache.test.servers.PostgresServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Embedding models of any dimension, one after another, on one table in PostgreSQL.
 */
class EmbeddingSpacesIT {

	private static final String TABLE = "embedding_spaces_it";

	private static final String QUESTION = "How do I return a kettle?";

	private static final String REPHRASED = "How can I return a kettle?";

	private final PostgresServer postgres = PostgresServer.shared();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class, DataSourceAutoConfiguration.class))
		.withUserConfiguration(Client.class)
		.withBean(ScriptedChatModel.class, ScriptedChatModel::counting)
		.withPropertyValues("llmcache.key=0123456789abcdef0123456789abcdef", "llmcache.tenancy=single",
				"llmcache.namespace=" + System.nanoTime(), "llmcache.defaults.semantic.threshold=0.7",
				"llmcache.semantic.store=pgvector", "llmcache.semantic.timeout=5s",
				"llmcache.semantic.pgvector.timeout=5s", "llmcache.semantic.pgvector.table=" + TABLE,
				"llmcache.initialize-schema=always", "spring.datasource.url=" + this.postgres.jdbcUrl(),
				"spring.datasource.username=" + this.postgres.user(),
				"spring.datasource.password=" + this.postgres.password());

	@BeforeEach
	void dropTables() throws SQLException {
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			statement.execute("DROP TABLE IF EXISTS " + TABLE);
			statement.execute("DROP TABLE IF EXISTS " + TABLE + "_generation");
		}
	}

	@Test
	void aModelOf3072DimensionsIsServedByMeaning() {
		with("large", 3_072).run((context) -> {
			assertThat(outcome(context, QUESTION).status()).isEqualTo(Status.MISS);
			awaitStored(1);
			assertThat(outcome(context, REPHRASED).layer()).isEqualTo(Layer.SEMANTIC);
		});
		with("large", 3_072)
			.run((context) -> assertThat(outcome(context, REPHRASED).layer()).isEqualTo(Layer.SEMANTIC));
	}

	@Test
	void aTableOfAnotherModelsDimensionIsAFailureThatNamesTheProperty() {
		with("small", 512).run((context) -> assertThat(context).hasNotFailed());
		with("large", 3_072).run((context) -> assertThat(StartupFailures.analysis(context).getDescription())
			.contains("512", "3072", "llmcache.semantic.pgvector.table"));
	}

	@Test
	void anotherModelOfTheSameDimensionIsServedNothingOfTheFirst() {
		with("first", 512).run((context) -> {
			outcome(context, QUESTION);
			awaitStored(1);
		});
		with("second", 512).run((context) -> {
			assertThat(outcome(context, REPHRASED).status()).isEqualTo(Status.MISS);
			awaitStored(2);
			assertThat(outcome(context, QUESTION).layer()).isEqualTo(Layer.SEMANTIC);
		});
		with("first", 512).run((context) -> assertThat(outcome(context, REPHRASED).layer()).isEqualTo(Layer.SEMANTIC));
		assertThat(count("DISTINCT scope")).isEqualTo(2);
	}

	private ApplicationContextRunner with(String modelId, int dimension) {
		return this.runner.withBean(QuestionEmbedder.class, () -> new WordEmbedder(modelId, dimension));
	}

	private void awaitStored(int rows) {
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> count("*") == rows);
	}

	private int count(String what) {
		try (Connection connection = connect();
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("SELECT count(%s) FROM %s".formatted(what, TABLE))) {
			result.next();
			return result.getInt(1);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Connection connect() throws SQLException {
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
