package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.function.Function;

import io.lettuce.core.RedisCommandExecutionException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Connection that was established, and how its calls have gone.
 * <p>
 * Thread-safe.
 */
final class Session {

	/** How long it may be that no call is answered. */
	static final Duration PATIENCE = Duration.ofSeconds(5);

	private final LettuceConnectionFactory factory;

	private volatile boolean unanswered;

	private volatile long unansweredSince;

	private Session(LettuceConnectionFactory factory) {
		this.factory = factory;
	}

	/**
	 * Connects, and waits for it.
	 * @param factory a factory not started yet, stopped again when it cannot connect
	 * @return the session
	 */
	static Session open(LettuceConnectionFactory factory) {
		try {
			factory.start();
			factory.getConnection().close();
			return new Session(factory);
		}
		catch (RuntimeException ex) {
			factory.destroy();
			throw ex;
		}
	}

	<T extends @Nullable Object> T call(Function<RedisConnection, T> command) {
		try (RedisConnection connection = this.factory.getConnection()) {
			T result = command.apply(connection);
			record(true);
			return result;
		}
		catch (RuntimeException ex) {
			record(NestedExceptionUtils.getRootCause(ex) instanceof RedisCommandExecutionException);
			throw ex;
		}
	}

	private void record(boolean answered) {
		if (answered == this.unanswered) {
			this.unansweredSince = System.nanoTime();
			this.unanswered = !answered;
		}
	}

	/**
	 * Whether no call was answered for too long; an error is an answer.
	 */
	boolean isHopeless() {
		return this.unanswered && System.nanoTime() - this.unansweredSince > PATIENCE.toNanos();
	}

	void close() {
		this.factory.destroy();
	}

}
