package dev.llmcache.test.servers;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RedisServerIT {

	@Test
	void answersPing() {
		assertThat(ask(RedisServer.shared(), RedisCommands::ping)).isEqualTo("PONG");
	}

	@Test
	void isTheSameForAllTests() {
		assertThat(RedisServer.shared()).isSameAs(RedisServer.shared());
	}

	@Test
	void isNotOneTestsToEndWhenShared() {
		assertThatIllegalStateException().isThrownBy(RedisServer.shared()::kill);
		assertThatIllegalStateException().isThrownBy(RedisServer.shared()::close);
		assertThat(RedisServer.shared().answers()).isTrue();
	}

	@Test
	void isTakenFromEnvironmentFirst() {
		String address = RedisServer.shared().uri() + "/1";
		Machine machine = new Machine(Map.of(RedisServer.RECIPE.addressVariable(), address), () -> false, () -> false);
		assertThat(RedisServer.find(machine).uri()).isEqualTo(address);
	}

	@Test
	void failsNamingTheThreeWaysWhereAddressIsOfAnotherForm() {
		Machine machine = new Machine(Map.of(RedisServer.RECIPE.addressVariable(), "localhost:1"), () -> false,
				() -> false);
		assertThatExceptionOfType(NoServerException.class).isThrownBy(() -> RedisServer.find(machine))
			.withMessageContainingAll("not of the form redis://", "Three ways");
	}

	@Test
	void keepsDataOverStop() {
		try (RedisServer server = RedisServer.start()) {
			String key = write(server);
			server.stop();
			assertThat(server.answers()).isFalse();
			server.restart();
			assertThat(ask(server, (redis) -> redis.get(key))).isEqualTo("there");
		}
	}

	@Test
	void keepsDataAndAddressOverKill() {
		try (RedisServer server = RedisServer.start()) {
			String uri = server.uri();
			String key = write(server);
			server.kill();
			assertThat(server.answers()).isFalse();
			server.restart();
			assertThat(server.uri()).isEqualTo(uri);
			assertThat(ask(server, (redis) -> redis.get(key))).isEqualTo("there");
		}
	}

	@Test
	void startsEmptyAndApartFromTheShared() {
		String key = write(RedisServer.shared());
		try (RedisServer server = RedisServer.start()) {
			assertThat(ask(server, (redis) -> redis.exists(key))).isEqualTo("0");
			assertThat(ask(server, RedisCommands::dbsize)).isEqualTo("0");
		}
	}

	private static String write(RedisServer server) {
		String key = "test:" + UUID.randomUUID();
		assertThat(ask(server, (redis) -> redis.set(key, "there"))).isEqualTo("OK");
		return key;
	}

	private static String ask(RedisServer server, Function<RedisCommands<String, String>, Object> question) {
		RedisURI uri = RedisURI.create(server.uri());
		uri.setTimeout(Duration.ofSeconds(5));
		RedisClient client = RedisClient.create(uri);
		try (StatefulRedisConnection<String, String> connection = client.connect()) {
			return String.valueOf(question.apply(connection.sync()));
		}
		finally {
			client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
		}
	}

}
