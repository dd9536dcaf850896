package dev.llmcache.store.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import dev.llmcache.breaker.Breaker;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisLoadingException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * Connections whose commands fail at once while the server's breaker is open.
 * <p>
 * What takes long goes past the breaker: whoever asks for that wants to know.
 *
 * @param connections the connections
 * @param breaker the breaker, of all connections to the server
 */
record GuardedConnections(RedisConnections connections, Breaker breaker) implements RedisConnections {

	/** Nobody has such a key; a user who may not read it is told so, which will do. */
	private static final List<byte[]> NO_KEY = List.of("llmcache:".getBytes(StandardCharsets.UTF_8));

	/** A server that is slow because this machine is, is there all the same. */
	private static final Duration PATIENCE = Duration.ofSeconds(1);

	@Override
	public <T extends @Nullable Object> T call(Function<RedisConnection, T> command) {
		return this.breaker.call(() -> this.connections.call(command), GuardedConnections::isFailure, this::tryOut);
	}

	private void tryOut() {
		this.connections.reconnect();
		try {
			this.connections.call((connection) -> Values.of(connection, PATIENCE).get(NO_KEY, null));
		}
		catch (RuntimeException ex) {
			if (isFailure(ex)) {
				throw ex;
			}
		}
	}

	/**
	 * Whether the server did not answer; while it loads its data, it may as well not.
	 * @param exception what a command threw
	 * @return false if it answered an error
	 */
	static boolean isFailure(RuntimeException exception) {
		Throwable root = NestedExceptionUtils.getMostSpecificCause(exception);
		if (root instanceof RedisCommandExecutionException) {
			return root instanceof RedisLoadingException;
		}
		return root instanceof RedisException || root instanceof IOException || root instanceof InterruptedException
				|| exception instanceof QueryTimeoutException
				|| exception instanceof DataAccessResourceFailureException;
	}

	@Override
	public <T extends @Nullable Object> T callAtLength(Function<RedisConnection, T> commands) {
		return this.connections.callAtLength(commands);
	}

	@Override
	public RedisConnections pastBreaker() {
		return this.connections;
	}

	@Override
	public Subscription subscribe(String channel, Subscriber subscriber) {
		return this.connections.subscribe(channel, subscriber);
	}

	@Override
	public void close() {
		this.connections.close();
	}

}
