package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.ClusterCommandExecutor;
import org.springframework.data.redis.connection.ClusterTopologyProvider;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClusterConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionProvider;

/**
 * Factory whose commands have a deadline of their own: the client's timeout also bounds
 * the handshake, which may take longer than a command.
 */
final class DeadlineConnectionFactory extends LettuceConnectionFactory {

	/** How long to wait for masters that do not answer while others may. */
	private static final long PATIENCE_MS = 500;

	private final Duration deadline;

	DeadlineConnectionFactory(RedisConfiguration servers, LettuceClientConfiguration settings, Duration deadline) {
		super(servers, settings);
		this.deadline = deadline;
	}

	/**
	 * Connects, to every master where there are several, and waits for it: left to the
	 * first call for each, it would be that call's time.
	 */
	void connect() {
		getConnection().close();
		StatefulRedisClusterConnection<byte[], byte[]> cluster = getSharedClusterConnection();
		if (cluster != null) {
			CompletableFuture<?>[] masters = cluster.getPartitions()
				.stream()
				.filter((node) -> node.is(NodeFlag.UPSTREAM) && !node.hasNoSlots())
				.map(RedisClusterNode::getUri)
				.map((uri) -> cluster.getConnectionAsync(uri.getHost(), uri.getPort()))
				.toArray(CompletableFuture[]::new);
			CompletableFuture.allOf(masters)
				.exceptionally((ex) -> null)
				.completeOnTimeout(null, PATIENCE_MS, TimeUnit.MILLISECONDS)
				.join();
		}
	}

	/**
	 * Asks a cluster anew which master serves what, without waiting for it: one that went
	 * silently cannot tell that another has taken its place.
	 */
	void refreshTopology() {
		if (getNativeClient() instanceof RedisClusterClient cluster) {
			cluster.refreshPartitionsAsync();
		}
	}

	@Override
	protected LettuceConnection doCreateLettuceConnection(
			@Nullable StatefulRedisConnection<byte[], byte[]> sharedConnection,
			LettuceConnectionProvider connectionProvider, long timeout, int database) {
		return super.doCreateLettuceConnection(sharedConnection, connectionProvider, this.deadline.toMillis(),
				database);
	}

	@Override
	protected LettuceClusterConnection doCreateLettuceClusterConnection(
			@Nullable StatefulRedisClusterConnection<byte[], byte[]> sharedConnection,
			LettuceConnectionProvider connectionProvider, ClusterTopologyProvider topologyProvider,
			ClusterCommandExecutor clusterCommandExecutor, Duration commandTimeout) {
		return super.doCreateLettuceClusterConnection(sharedConnection, connectionProvider, topologyProvider,
				clusterCommandExecutor, this.deadline);
	}

}
