package dev.llmcache.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

import dev.llmcache.test.servers.RedisCluster;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisClusterNode;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

class RedisAnswerStoreOnClusterIT extends RedisAnswerStoreIT {

	@Override
	LettuceConnectionFactory application(LettuceClientConfiguration settings) {
		return RedisTestConnections.application(RedisCluster.shared(), settings);
	}

	@Test
	void keepsRecordsOnEveryMasterThoughItKnewOnlyOne() {
		IntStream.range(0, 64).forEach((i) -> this.store.put(fingerprint("key " + i), record("answer")));
		byte[] pattern = (this.prefix + "*").getBytes(StandardCharsets.UTF_8);
		try (RedisClusterConnection redis = this.application.getClusterConnection()) {
			assertThat(redis.clusterGetNodes()).hasSize(3)
				.allSatisfy((RedisClusterNode master) -> assertThat(redis.keys(master, pattern)).isNotEmpty());
		}
	}

}
