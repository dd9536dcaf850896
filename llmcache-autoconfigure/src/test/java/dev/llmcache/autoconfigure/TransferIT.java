package dev.llmcache.autoconfigure;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.Invalidation;
import dev.llmcache.Layer;
import dev.llmcache.LlmCache;
import dev.llmcache.LlmCached;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.test.HalfEmbedder;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.WordEmbedder;
import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.RedisServer;
import dev.llmcache.transfer.CacheTransfer;
import dev.llmcache.transfer.Reembedding;
import dev.llmcache.transfer.TransferReceipt;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Export, import and re-embedding on a real Redis and a real PostgreSQL.
 */
class TransferIT {

	private static final String TABLE = "transfer_it";

	private static final String OTHER_TABLE = "transfer_it_half";

	private static final String QUESTION = "How do I return a kettle?";

	private static final String REPHRASED = "How can I return a kettle?";

	private final RedisServer redis = RedisServer.shared();

	private final PostgresServer postgres = PostgresServer.shared();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class, DataRedisAutoConfiguration.class,
				DataSourceAutoConfiguration.class))
		.withUserConfiguration(Client.class)
		.withBean(ScriptedChatModel.class, ScriptedChatModel::counting)
		.withPropertyValues("llmcache.key=0123456789abcdef0123456789abcdef", "llmcache.tenancy=single",
				"llmcache.namespace=" + System.nanoTime(), "llmcache.defaults.semantic.threshold=0.7",
				"llmcache.exact.timeout=5s", "llmcache.exact.redis.timeout=5s", "llmcache.semantic.timeout=5s",
				"llmcache.exact.redis.key-prefix=transfer:" + System.nanoTime() + ":",
				"llmcache.semantic.pgvector.timeout=5s", "llmcache.semantic.pgvector.table=" + TABLE,
				"llmcache.initialize-schema=always", "spring.data.redis.url=" + this.redis.uri(),
				"spring.datasource.url=" + this.postgres.jdbcUrl(),
				"spring.datasource.username=" + this.postgres.user(),
				"spring.datasource.password=" + this.postgres.password());

	private final ApplicationContextRunner words = this.runner.withBean(QuestionEmbedder.class,
			() -> new WordEmbedder("words"));

	@BeforeEach
	void dropTables() throws SQLException {
		try (Connection connection = DriverManager.getConnection(this.postgres.jdbcUrl(), this.postgres.user(),
				this.postgres.password()); Statement statement = connection.createStatement()) {
			statement.execute("DROP TABLE IF EXISTS " + TABLE);
			statement.execute("DROP TABLE IF EXISTS " + OTHER_TABLE);
			statement.execute("DROP TABLE IF EXISTS " + TABLE + "_generation");
		}
	}

	@Test
	void whatOneEnvironmentExportsWarmsAnotherOfAnotherKey() {
		AtomicReference<byte[]> file = new AtomicReference<>();
		this.words.run((context) -> {
			outcome(context, QUESTION);
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> exported(context, file).done() == 2);
		});
		this.words
			.withPropertyValues("llmcache.key=another-key-of-at-least-32-characters",
					"llmcache.exact.redis.key-prefix=elsewhere:" + System.nanoTime() + ":")
			.run((context) -> {
				assertThat(imported(context, file)).isEqualTo(new TransferReceipt(2, Map.of(), List.of()));
				assertThat(outcome(context, QUESTION).layer()).isEqualTo(Layer.EXACT);
				assertThat(outcome(context, REPHRASED).layer()).isEqualTo(Layer.SEMANTIC);
				assertThat(context.getBean(ScriptedChatModel.class).calls()).isZero();
			});
	}

	@Test
	void aModelOfAnotherDimensionFindsTheEntriesOfTheOldTable() {
		this.words.run((context) -> {
			outcome(context, QUESTION);
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> exported(context, new AtomicReference<>()).done() == 2);
		});
		this.runner.withBean(QuestionEmbedder.class, HalfEmbedder::new)
			.withPropertyValues("llmcache.semantic.pgvector.table=" + OTHER_TABLE,
					"llmcache.semantic.pgvector.generations-of=" + TABLE, "llmcache.semantic.reembed.enabled=true",
					"llmcache.semantic.reembed.from-table=" + TABLE)
			.run((context) -> {
				Reembedding reembedding = context.getBean(Reembedding.class);
				Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> reembedding.progress().finished());
				assertThat(reembedding.progress().embedded()).isOne();
				assertThat(outcome(context, REPHRASED).layer()).isEqualTo(Layer.SEMANTIC);
			});
	}

	@Test
	void whatWasInvalidatedInTheOldTableIsNotFoundInTheNew() {
		this.words.run((context) -> {
			outcome(context, QUESTION);
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> exported(context, new AtomicReference<>()).done() == 2);
			context.getBean(LlmCache.class).invalidate(Invalidation.all());
		});
		this.runner.withBean(QuestionEmbedder.class, HalfEmbedder::new)
			.withPropertyValues("llmcache.semantic.pgvector.table=" + OTHER_TABLE,
					"llmcache.semantic.pgvector.generations-of=" + TABLE, "llmcache.semantic.reembed.enabled=true",
					"llmcache.semantic.reembed.from-table=" + TABLE)
			.run((context) -> {
				Reembedding reembedding = context.getBean(Reembedding.class);
				Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> reembedding.progress().finished());
				assertThat(reembedding.progress().embedded()).isZero();
				assertThat(outcome(context, REPHRASED).status()).isEqualTo(Status.MISS);
			});
	}

	@Test
	void aNewTableDoesNotStartWithoutWhatWasInvalidatedInTheOld() {
		this.runner.withBean(QuestionEmbedder.class, HalfEmbedder::new)
			.withPropertyValues("llmcache.semantic.pgvector.table=" + OTHER_TABLE,
					"llmcache.semantic.reembed.enabled=true", "llmcache.semantic.reembed.from-table=" + TABLE)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(LlmCacheConfigurationException.class,
						(failure) -> assertThat(failure.getAction())
							.contains("llmcache.semantic.pgvector.generations-of", TABLE)));
	}

	private static TransferReceipt exported(ApplicationContext context, AtomicReference<byte[]> file) throws Exception {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		TransferReceipt receipt = context.getBean(CacheTransfer.class).exportTo(out);
		file.set(out.toByteArray());
		return receipt;
	}

	private static TransferReceipt imported(ApplicationContext context, AtomicReference<byte[]> file) throws Exception {
		return context.getBean(CacheTransfer.class).importFrom(new ByteArrayInputStream(file.get()));
	}

	private static CacheOutcome outcome(ApplicationContext context, String question) {
		ChatClientResponse response = context.getBean(ChatClient.class)
			.prompt()
			.user(question)
			.call()
			.chatClientResponse();
		return Objects.requireNonNull(CacheOutcome.from(response.context()));
	}

	@Configuration(proxyBeanMethods = false)
	static class Client {

		@Bean
		@LlmCached
		ChatClient desk(ScriptedChatModel model) {
			return ChatClient.builder(model).build();
		}

	}

}
