package dev.llmcache.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.ErasureReceipt;
import dev.llmcache.Invalidation;
import dev.llmcache.Layer;
import dev.llmcache.LlmCache;
import dev.llmcache.LlmCached;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.WordEmbedder;
import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.RedisServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Encryption of what lies in servers.
 */
class EncryptionIT {

	private static final String TABLE = "encryption_it";

	private static final String KEY_1 = key(1);

	private static final String KEY_2 = key(2);

	private static final String QUESTION = "How do I return a kettle?";

	private static final String ALIKE = "How can I return a kettle?";

	private final RedisServer redis = RedisServer.shared();

	private final PostgresServer postgres = PostgresServer.shared();

	private final String prefix = "encryption:" + System.nanoTime() + ":";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class, DataRedisAutoConfiguration.class,
				DataSourceAutoConfiguration.class))
		.withUserConfiguration(Client.class)
		.withBean(ScriptedChatModel.class, ScriptedChatModel::counting)
		.withBean(QuestionEmbedder.class, () -> new WordEmbedder("words"))
		.withPropertyValues("llmcache.key=0123456789abcdef0123456789abcdef", "llmcache.initialize-schema=always",
				"llmcache.namespace=" + System.nanoTime(), "llmcache.defaults.semantic.threshold=0.7",
				"llmcache.exact.store=redis", "llmcache.exact.redis.key-prefix=" + this.prefix,
				"llmcache.exact.timeout=5s", "llmcache.exact.redis.timeout=5s", "llmcache.semantic.timeout=5s",
				"llmcache.semantic.store=pgvector", "llmcache.semantic.pgvector.timeout=5s",
				"llmcache.semantic.pgvector.table=" + TABLE, "spring.data.redis.url=" + this.redis.uri(),
				"spring.datasource.url=" + this.postgres.jdbcUrl(),
				"spring.datasource.username=" + this.postgres.user(),
				"spring.datasource.password=" + this.postgres.password());

	private final ApplicationContextRunner encrypting = this.runner
		.withPropertyValues("llmcache.encryption.keys.1=" + KEY_1);

	private final ApplicationContextRunner keysInRedis = this.encrypting
		.withPropertyValues("llmcache.encryption.store=redis");

	private static String key(int value) {
		byte[] key = new byte[32];
		Arrays.fill(key, (byte) value);
		return Base64.getEncoder().encodeToString(key);
	}

	@BeforeEach
	void dropTables() throws SQLException {
		execute("DROP TABLE IF EXISTS %1$s, %1$s_key, %1$s_generation".formatted(TABLE));
	}

	@Test
	void showsNothingOfQuestionsAndAnswersAndServesAfterARestart() {
		this.encrypting.run((context) -> assertThat(status(context, QUESTION)).isEqualTo(Status.MISS));
		this.encrypting.run((context) -> {
			assertThat(outcome(context, "acme", QUESTION).layer()).isEqualTo(Layer.EXACT);
			assertThat(outcome(context, "acme", ALIKE).layer()).isEqualTo(Layer.SEMANTIC);
			assertThat(stored(context)).isNotEmpty()
				.allSatisfy((place, bytes) -> assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
					.doesNotContain("kettle", "acme", "answer"));
		});
		assertThat(count("SELECT count(*) FROM %s_key".formatted(TABLE))).isOne();
	}

	@Test
	void whatIsInTheOpenIsNotServedAndGoes() {
		this.runner.run((context) -> {
			outcome(context, "acme", QUESTION);
			awaitStored();
			assertThat(stored(context).toString()).isNotEmpty();
		});
		this.encrypting.run((context) -> {
			assertThat(status(context, QUESTION)).isEqualTo(Status.MISS);
			Awaitility.await()
				.atMost(30, TimeUnit.SECONDS)
				.untilAsserted(() -> assertThat(stored(context).values())
					.allSatisfy((bytes) -> assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
						.doesNotContain("kettle")));
		});
	}

	@Test
	void whatIsEncryptedIsNeitherServedNorDeletedByWhoLacksTheKey() {
		this.encrypting.run((context) -> outcome(context, "acme", QUESTION));
		this.runner.run((context) -> {
			Map<String, byte[]> before = stored(context);
			context.getBean(AnswerStore.class).forEach((record) -> assertThat(record).isNull());
			assertThat(stored(context).keySet()).isEqualTo(before.keySet());
			assertThat(status(context, ALIKE)).isEqualTo(Status.MISS);
		});
	}

	@Test
	void theMasterKeyIsRotatedWithoutAFlush() {
		this.encrypting.run((context) -> outcome(context, "acme", QUESTION));
		this.encrypting.withPropertyValues("llmcache.encryption.keys.2=" + KEY_2).run((context) -> {
			assertThat(outcome(context, "acme", QUESTION).layer()).isEqualTo(Layer.EXACT);
			Awaitility.await()
				.atMost(30, TimeUnit.SECONDS)
				.until(() -> count("SELECT count(*) FROM %s_key WHERE get_byte(wrapped, 4) = 2".formatted(TABLE)) == 1);
		});
		this.runner.withPropertyValues("llmcache.encryption.keys.2=" + KEY_2).run((context) -> {
			assertThat(outcome(context, "acme", QUESTION).layer()).isEqualTo(Layer.EXACT);
			assertThat(outcome(context, "acme", ALIKE).layer()).isEqualTo(Layer.SEMANTIC);
		});
	}

	@Test
	void nothingOfAnErasedTenantDecryptsThoughCopiesComeBack() {
		copiesOfAnErasedTenant(this.encrypting);
	}

	@Test
	void nothingOfAnErasedTenantDecryptsThoughCopiesComeBackWithKeysInRedis() {
		copiesOfAnErasedTenant(this.keysInRedis);
	}

	private void copiesOfAnErasedTenant(ApplicationContextRunner encrypting) {
		encrypting.run((context) -> {
			outcome(context, "acme", QUESTION);
			outcome(context, "other", QUESTION);
		});
		encrypting.run((context) -> {
			Map<String, byte[]> copies = redis(context);
			assertThat(copies).hasSize(2);
			execute("DROP TABLE IF EXISTS %1$s_copy; CREATE TABLE %1$s_copy AS TABLE %1$s".formatted(TABLE));
			ErasureReceipt receipt = context.getBean(LlmCache.class).erase(Invalidation.byTenant("acme"));
			assertThat(receipt.isComplete()).isTrue();
			assertThat(receipt.deleted()).containsEntry(Layer.EXACT, 1L).containsEntry(Layer.SEMANTIC, 1L);
			putBack(context, copies);
			execute("INSERT INTO %1$s TABLE %1$s_copy ON CONFLICT DO NOTHING; DROP TABLE %1$s_copy".formatted(TABLE));
			assertThat(readable(context)).isOne();
		});
		encrypting.run((context) -> {
			assertThat(readable(context)).isOne();
			assertThat(outcome(context, "other", QUESTION).layer()).isEqualTo(Layer.EXACT);
			assertThat(outcome(context, "acme", QUESTION).status()).isEqualTo(Status.MISS);
		});
		encrypting.run((context) -> assertThat(outcome(context, "acme", QUESTION).layer()).isEqualTo(Layer.EXACT));
	}

	@Test
	void anErasureThatLeavesTheKeySaysSo() throws SQLException {
		this.encrypting.run((context) -> {
			outcome(context, "acme", QUESTION);
			awaitStored();
			execute("ALTER TABLE %1$s_key RENAME TO %1$s_key_away; CREATE VIEW %1$s_key AS TABLE %1$s_key_away UNION ALL TABLE %1$s_key_away"
				.formatted(TABLE));
			try {
				ErasureReceipt receipt = context.getBean(LlmCache.class).erase(Invalidation.byTenant("acme"));
				assertThat(receipt.isComplete()).isFalse();
				assertThat(receipt.failed()).contains(Layer.EXACT, Layer.SEMANTIC);
			}
			finally {
				execute("DROP VIEW %1$s_key; DROP TABLE %1$s_key_away".formatted(TABLE));
			}
		});
	}

	@Test
	void aKeyThatRedisEvictedIsMadeAnew() {
		this.keysInRedis.run((context) -> {
			outcome(context, "acme", QUESTION);
			awaitStored();
		});
		this.keysInRedis.run((context) -> {
			deleteDataKeys(context);
			assertThat(status(context, QUESTION)).isEqualTo(Status.MISS);
		});
		this.keysInRedis.run((context) -> assertThat(status(context, QUESTION)).isEqualTo(Status.HIT));
	}

	private static long readable(ApplicationContext context) {
		long[] readable = { 0 };
		context.getBean(AnswerStore.class).forEach((record) -> readable[0]++);
		return readable[0];
	}

	private Map<String, byte[]> stored(ApplicationContext context) {
		Map<String, byte[]> stored = redis(context);
		try (Connection connection = connection();
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("SELECT id, record FROM " + TABLE)) {
			while (rows.next()) {
				stored.put(HexFormat.of().formatHex(rows.getBytes("id")), rows.getBytes("record"));
			}
			return stored;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Map<String, byte[]> redis(ApplicationContext context) {
		try (RedisConnection connection = context.getBean(RedisConnectionFactory.class).getConnection()) {
			Map<String, byte[]> values = new TreeMap<>();
			for (byte[] key : connection.keyCommands().keys((this.prefix + "*").getBytes(StandardCharsets.UTF_8))) {
				byte[] value = connection.stringCommands().get(key);
				if (value != null) {
					values.put(new String(key, StandardCharsets.UTF_8), value);
				}
			}
			return values;
		}
	}

	private static void putBack(ApplicationContext context, Map<String, byte[]> values) {
		try (RedisConnection connection = context.getBean(RedisConnectionFactory.class).getConnection()) {
			values.forEach((key, value) -> connection.stringCommands()
				.pSetEx(key.getBytes(StandardCharsets.UTF_8), Duration.ofHours(1).toMillis(), value));
		}
	}

	private static void deleteDataKeys(ApplicationContext context) {
		try (RedisConnection connection = context.getBean(RedisConnectionFactory.class).getConnection()) {
			for (byte[] key : connection.keyCommands().keys("llmcache:k:*".getBytes(StandardCharsets.UTF_8))) {
				connection.keyCommands().del(key);
			}
		}
	}

	// What is stored last is stored in PostgreSQL
	private void awaitStored() {
		Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> count("SELECT count(*) FROM " + TABLE) > 0);
	}

	private long count(String sql) {
		try (Connection connection = connection();
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(sql)) {
			return rows.next() ? rows.getLong(1) : 0;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void execute(String sql) throws SQLException {
		try (Connection connection = connection(); Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private Connection connection() throws SQLException {
		return DriverManager.getConnection(this.postgres.jdbcUrl(), this.postgres.user(), this.postgres.password());
	}

	private static Status status(ApplicationContext context, String question) {
		return outcome(context, "acme", question).status();
	}

	private static CacheOutcome outcome(ApplicationContext context, String tenant, String question) {
		return Objects.requireNonNull(CacheOutcome.from(context.getBean(ChatClient.class)
			.prompt()
			.user(question)
			.advisors(LlmCacheParams.tenant(tenant))
			.call()
			.chatClientResponse()
			.context()));
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
