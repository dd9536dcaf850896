package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.KeyScanArgs;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.jspecify.annotations.Nullable;

/**
 * Keyspace of which Lettuce reads a batch at once.
 */
final class LettuceKeyspace implements Keyspace {

	/** For a batch, which nobody's answer waits for. */
	private static final Duration DEADLINE = Duration.ofSeconds(1);

	private final RedisClusterAsyncCommands<byte[], byte[]> commands;

	private final ScanArgs arguments;

	private ScanCursor cursor = ScanCursor.INITIAL;

	LettuceKeyspace(RedisClusterAsyncCommands<byte[], byte[]> commands, byte[] pattern) {
		this.commands = commands;
		this.arguments = new KeyScanArgs().type("string").match(pattern).limit(BATCH);
	}

	@Override
	public @Nullable List<byte[]> scan() {
		if (this.cursor.isFinished()) {
			return null;
		}
		KeyScanCursor<byte[]> found = answer(this.commands.scan(this.cursor, this.arguments));
		this.cursor = found;
		return found.getKeys();
	}

	@Override
	public List<byte[]> starts(List<byte[]> keys, int length) {
		List<RedisFuture<byte[]>> starts = keys.stream()
			.map((key) -> this.commands.getrange(key, 0, length - 1))
			.toList();
		return starts.stream().map(LettuceKeyspace::answer).toList();
	}

	@Override
	public long remove(List<byte[]> keys) {
		return answer(this.commands.unlink(keys.toArray(byte[][]::new)));
	}

	private static <T> T answer(RedisFuture<T> command) {
		return LettuceFutures.awaitOrCancel(command, DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
	}

}
