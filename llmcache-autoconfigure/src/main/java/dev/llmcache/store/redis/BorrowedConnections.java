package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Connections of a factory whose timeouts are not ours to set: each command runs on a
 * virtual thread, which the caller leaves behind at the deadline.
 */
final class BorrowedConnections implements RedisConnections {

	/** Commands at a time, so that a server that hangs cannot take the whole pool. */
	static final int MAXIMUM = 4;

	private final RedisConnectionFactory factory;

	private final long deadline;

	private final Semaphore free = new Semaphore(MAXIMUM);

	BorrowedConnections(RedisConnectionFactory factory, Duration deadline) {
		this.factory = factory;
		this.deadline = deadline.toNanos();
	}

	@Override
	public <T extends @Nullable Object> T call(Function<RedisConnection, T> command) {
		long start = System.nanoTime();
		try {
			if (!this.free.tryAcquire(this.deadline, TimeUnit.NANOSECONDS)) {
				throw new QueryTimeoutException("No Redis connection was free within the deadline");
			}
			FutureTask<T> task = new FutureTask<>(() -> borrow(command));
			Thread.ofVirtual().name("llmcache-redis").start(task);
			return task.get(this.deadline - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw new QueryTimeoutException("Redis did not answer within the deadline", ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			throw new RedisSystemException("Redis command failed", ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new QueryTimeoutException("Interrupted while waiting for Redis", ex);
		}
	}

	/**
	 * On the caller's thread, within the driver's own timeouts.
	 */
	@Override
	public <T extends @Nullable Object> T callAtLength(Function<RedisConnection, T> commands) {
		try (RedisConnection connection = this.factory.getConnection()) {
			return commands.apply(connection);
		}
	}

	private <T extends @Nullable Object> T borrow(Function<RedisConnection, T> command) {
		try (RedisConnection connection = this.factory.getConnection()) {
			return command.apply(connection);
		}
		finally {
			this.free.release();
		}
	}

	@Override
	public void close() {
		// The factory is the application's.
	}

}
