package dev.llmcache.store.redis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.DataType;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisClusterNode;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.KeyScanOptions;
import org.springframework.data.redis.core.ScanOptions;

/**
 * Keyspace by what all drivers can do, one command after the other.
 */
final class CommonKeyspace implements Keyspace {

	private final RedisConnection connection;

	private final Iterator<Supplier<Iterator<byte[]>>> masters;

	private Iterator<byte[]> keys = Collections.emptyIterator();

	CommonKeyspace(RedisConnection connection, byte[] pattern) {
		this.connection = connection;
		ScanOptions options = KeyScanOptions.scanOptions(DataType.STRING).match(pattern).count(BATCH).build();
		this.masters = (connection instanceof RedisClusterConnection cluster) ? masters(cluster, options)
				: List.<Supplier<Iterator<byte[]>>>of(() -> connection.keyCommands().scan(options)).iterator();
	}

	private static Iterator<Supplier<Iterator<byte[]>>> masters(RedisClusterConnection cluster, ScanOptions options) {
		Stream<RedisClusterNode> nodes = StreamSupport.stream(cluster.clusterGetNodes().spliterator(), false);
		return nodes.filter((node) -> node.isMaster() && !node.getSlotRange().getSlots().isEmpty())
			.<Supplier<Iterator<byte[]>>>map((master) -> () -> cluster.scan(master, options))
			.iterator();
	}

	@Override
	public @Nullable List<byte[]> scan() {
		List<byte[]> found = new ArrayList<>();
		while (found.size() < BATCH) {
			if (this.keys.hasNext()) {
				found.add(this.keys.next());
			}
			else if (this.masters.hasNext()) {
				this.keys = this.masters.next().get();
			}
			else {
				break;
			}
		}
		return found.isEmpty() ? null : found;
	}

	@Override
	public List<byte[]> starts(List<byte[]> keys, int length) {
		return keys.stream()
			.map((key) -> Objects.requireNonNull(this.connection.stringCommands().getRange(key, 0, length - 1)))
			.toList();
	}

	@Override
	public long remove(List<byte[]> keys) {
		return Objects.requireNonNull(this.connection.keyCommands().unlink(keys.toArray(byte[][]::new)));
	}

}
