package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.List;

import dev.llmcache.test.servers.RedisCluster;
import dev.llmcache.test.servers.RedisServer;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisSentinelConnection;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Ways to a test's Redis.
 */
final class RedisTestConnections {

	/** Long enough for a machine that is busy with other tests. */
	static final Duration AMPLE = Duration.ofSeconds(5);

	private RedisTestConnections() {
	}

	/**
	 * Makes what an application has, with Lettuce's timeout of a minute.
	 */
	static LettuceConnectionFactory application(RedisServer server) {
		return application(server, LettuceClientConfiguration.defaultConfiguration());
	}

	static LettuceConnectionFactory application(RedisServer server, LettuceClientConfiguration settings) {
		LettuceConnectionFactory factory = new LettuceConnectionFactory(
				LettuceConnectionFactory.createRedisConfiguration(server.uri()), settings);
		factory.start();
		return factory;
	}

	/**
	 * Makes what an application has that knows one node of its cluster.
	 */
	static LettuceConnectionFactory application(RedisCluster cluster, LettuceClientConfiguration settings) {
		RedisClusterConfiguration seed = new RedisClusterConfiguration(List.of(cluster.nodes().get(0)));
		LettuceConnectionFactory factory = new LettuceConnectionFactory(seed, settings);
		factory.start();
		return factory;
	}

	/**
	 * Factory of another kind than Lettuce's, as far as its users can tell.
	 *
	 * @param delegate does all the work
	 */
	record OtherFactory(RedisConnectionFactory delegate) implements RedisConnectionFactory {

		@Override
		public RedisConnection getConnection() {
			return this.delegate.getConnection();
		}

		@Override
		public RedisClusterConnection getClusterConnection() {
			return this.delegate.getClusterConnection();
		}

		@Override
		public boolean getConvertPipelineAndTxResults() {
			return this.delegate.getConvertPipelineAndTxResults();
		}

		@Override
		public RedisSentinelConnection getSentinelConnection() {
			return this.delegate.getSentinelConnection();
		}

		@Override
		public @Nullable DataAccessException translateExceptionIfPossible(RuntimeException ex) {
			return this.delegate.translateExceptionIfPossible(ex);
		}

	}

}
