package dev.llmcache.sample;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;

import dev.llmcache.sample.SupportDeskClient.Reply;
import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.RedisServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two processes of the sample on one Redis and one PostgreSQL.
 */
class TwoProcessesIT {

	private static final String QUESTION = "How do I descale the Brisk Kettle?";

	private static final String REPHRASED = "How can I descale my Brisk Kettle?";

	private final String tenant = UUID.randomUUID().toString();

	@TempDir
	private Path logs;

	@Test
	void whatOneLearnedTheOtherServesAndBothStillKnowAfterTheyWereKilled() throws Exception {
		Reply learned;
		try (SampleProcess first = start(); SampleProcess second = start()) {
			learned = first.client(this.tenant).ask(QUESTION);
			assertThat(learned.cache().status()).isEqualTo("miss");
			await().atMost(Duration.ofSeconds(30)).until(this::isStored);
			assertHits(second, learned);
			first.kill();
			second.kill();
		}
		try (SampleProcess third = start()) {
			assertHits(third, learned);
			assertThat(third.log()).contains("exact: redis", "semantic: pgvector", "key: configured")
				.doesNotContain(this.tenant, QUESTION, learned.answer());
		}
	}

	private void assertHits(SampleProcess process, Reply learned) {
		Reply rephrased = process.client(this.tenant).ask(REPHRASED);
		assertThat(rephrased.cache()).matches((cache) -> cache.isHitOf("semantic"));
		assertThat(rephrased.answer()).isEqualTo(learned.answer());
		Reply same = process.client(this.tenant).ask(QUESTION);
		assertThat(same.cache()).matches((cache) -> cache.isHitOf("exact"));
		assertThat(same.answer()).isEqualTo(learned.answer());
	}

	// What is stored last is stored in PostgreSQL
	private boolean isStored() throws SQLException {
		PostgresServer postgres = PostgresServer.shared();
		try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(),
				postgres.password());
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("SELECT count(*) FROM llmcache_semantic")) {
			return rows.next() && rows.getInt(1) > 0;
		}
	}

	private SampleProcess start() throws Exception {
		PostgresServer postgres = PostgresServer.shared();
		return SampleProcess.start(this.logs, "--spring.profiles.active=redis-pgvector",
				"--llmcache.exact.redis.timeout=20s", "--llmcache.semantic.timeout=20s",
				"--llmcache.semantic.pgvector.timeout=20s", "--sample.demo.first-token=50ms",
				"--sample.demo.tokens-per-second=2000", "--spring.data.redis.url=" + RedisServer.shared().uri(),
				"--spring.datasource.url=" + postgres.jdbcUrl(), "--spring.datasource.username=" + postgres.user(),
				"--spring.datasource.password=" + postgres.password());
	}

}
