package dev.llmcache.test.servers;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.sync.RedisAdvancedClusterCommands;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RedisClusterIT {

	/** Keys of slots that belong to the first, the second and the third master. */
	private static final List<String> KEYS = List.of("{b}", "{c}", "{a}");

	@Test
	void tellsOfAllItsNodesThroughAnyOne() {
		RedisCluster cluster = RedisCluster.shared();
		for (int seed = 0; seed < 3; seed++) {
			assertThat(ask(cluster, seed, RedisAdvancedClusterCommands::clusterNodes).toString())
				.contains(cluster.nodes());
		}
	}

	@Test
	void keepsEveryKeyOnTheMasterOfItsSlot() {
		RedisCluster cluster = RedisCluster.shared();
		String name = "test:" + UUID.randomUUID();
		for (int master = 0; master < 3; master++) {
			String key = KEYS.get(master) + name;
			assertThat(ask(cluster, 0, (redis) -> redis.set(key, "there"))).isEqualTo("OK");
			assertThat(cluster.ask(master, "GET " + key)).contains("there");
		}
	}

	@Test
	void isTheSameForAllTests() {
		assertThat(RedisCluster.shared()).isSameAs(RedisCluster.shared());
	}

	@Test
	void isNotOneTestsToEndWhenShared() {
		assertThatIllegalStateException().isThrownBy(() -> RedisCluster.shared().kill(0));
		assertThatIllegalStateException().isThrownBy(RedisCluster.shared()::close);
		assertThat(RedisCluster.shared().isOk()).isTrue();
	}

	@Test
	void isTakenFromEnvironmentFirst() {
		List<String> nodes = RedisCluster.shared().nodes().subList(1, 3);
		Machine machine = new Machine(
				Map.of("LLMCACHE_TEST_REDIS_CLUSTER", "redis://" + String.join(",redis://", nodes)), () -> false,
				() -> false);
		assertThat(RedisCluster.find(machine).nodes()).isEqualTo(nodes);
	}

	@Test
	void failsWhereNothingCanStartItAlthoughThereIsAServer() {
		Machine machine = new Machine(Map.of("LLMCACHE_TEST_REDIS_URL", RedisServer.shared().uri()), () -> false,
				() -> false);
		assertThatExceptionOfType(NoServerException.class).isThrownBy(() -> RedisCluster.find(machine))
			.withMessageContainingAll("LLMCACHE_TEST_REDIS_CLUSTER is not set", "Three ways");
	}

	@Test
	void keepsDataAndAddressesOverAKillOfEachMaster() {
		try (RedisCluster cluster = RedisCluster.start()) {
			List<String> nodes = cluster.nodes();
			KEYS.forEach((key) -> ask(cluster, 0, (redis) -> redis.set(key, "there")));
			for (int master = 0; master < 3; master++) {
				cluster.kill(master);
				assertThat(cluster.isOk()).isFalse();
				cluster.restart(master);
			}
			assertThat(cluster.nodes()).isEqualTo(nodes);
			assertThat(KEYS)
				.allSatisfy((key) -> assertThat(ask(cluster, 0, (redis) -> redis.get(key))).isEqualTo("there"));
		}
	}

	private static Object ask(RedisCluster cluster, int seed,
			Function<RedisAdvancedClusterCommands<String, String>, Object> question) {
		RedisURI uri = RedisURI.create("redis://" + cluster.nodes().get(seed));
		uri.setTimeout(Duration.ofSeconds(5));
		RedisClusterClient client = RedisClusterClient.create(uri);
		try (StatefulRedisClusterConnection<String, String> connection = client.connect()) {
			return question.apply(connection.sync());
		}
		finally {
			client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
		}
	}

}
