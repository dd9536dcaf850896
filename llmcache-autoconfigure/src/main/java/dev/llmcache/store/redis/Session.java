package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import io.lettuce.core.RedisCommandExecutionException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * Connection that was established, and how its calls have gone.
 * <p>
 * Thread-safe.
 */
final class Session {

	/** How long it may be that no call is answered. */
	static final Duration PATIENCE = Duration.ofSeconds(2);

	/** Between two questions to a cluster about its topology. */
	private static final Duration REFRESH = Duration.ofSeconds(5);

	private final DeadlineConnectionFactory factory;

	private final AtomicLong refreshed = new AtomicLong(System.nanoTime() - REFRESH.toNanos());

	private volatile boolean unanswered;

	private volatile long unansweredSince;

	private Session(DeadlineConnectionFactory factory) {
		this.factory = factory;
	}

	/**
	 * Connects, and waits for it.
	 * @param factory a factory not started yet, stopped again when it cannot connect
	 * @return the session
	 */
	static Session open(DeadlineConnectionFactory factory) {
		try {
			factory.start();
			factory.connect();
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
			if (ex instanceof QueryTimeoutException) {
				refreshTopology();
			}
			throw ex;
		}
	}

	private void refreshTopology() {
		long last = this.refreshed.get();
		long now = System.nanoTime();
		if (now - last >= REFRESH.toNanos() && this.refreshed.compareAndSet(last, now)) {
			this.factory.refreshTopology();
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
