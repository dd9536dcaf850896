package dev.llmcache.store.redis;

import java.time.Duration;

import dev.llmcache.test.servers.RedisServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is said of how a server's memory is set.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class RedisSettingsCheckIT {

	private static final String WARNING = "When Redis is full, its";

	private static void check(RedisServer server, Runnable meanwhile) {
		LettuceConnectionFactory application = RedisTestConnections.application(server);
		try (RedisConnections connections = RedisConnections.of(application, RedisTestConnections.AMPLE);
				RedisSettingsCheck check = RedisSettingsCheck.start(connections)) {
			meanwhile.run();
			Awaitility.await().atMost(Duration.ofSeconds(40)).until(check::hasEnded);
		}
		finally {
			application.destroy();
		}
	}

	private static void check(String maximum, String policy) {
		try (RedisServer server = RedisServer.start("--maxmemory", maximum, "--maxmemory-policy", policy)) {
			check(server, () -> {
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "allkeys-lru", "allkeys-lfu", "allkeys-random", "noeviction" })
	void warnsOnceOfAPolicyThatDoesNotSuit(String policy, CapturedOutput output) {
		check("100mb", policy);
		assertThat(output).containsOnlyOnce(WARNING)
			.containsOnlyOnce("maxmemory-policy " + policy)
			.contains("volatile-lfu or volatile-ttl");
	}

	@ParameterizedTest
	@ValueSource(strings = { "volatile-lru", "volatile-lfu", "volatile-ttl", "volatile-random" })
	void hasNothingToSayOfOneThatDoes(String policy, CapturedOutput output) {
		check("100mb", policy);
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void hasNothingToSayOfAServerThatNeverEvicts(CapturedOutput output) {
		check("0", "allkeys-lru");
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void warnsOfAServerThatAnswersLater(CapturedOutput output) {
		try (RedisServer server = RedisServer.start("--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru")) {
			server.stop();
			check(server, server::restart);
		}
		assertThat(output).containsOnlyOnce(WARNING);
	}

	@Test
	void isSilentWhereItMayNotAsk(CapturedOutput output) {
		try (RedisServer server = RedisServer.start("--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru")) {
			assertThat(server.ask("ACL SETUSER default -info")).startsWith("+OK");
			check(server, () -> {
			});
		}
		assertThat(output).doesNotContain("RedisSettingsCheck");
	}

}
