package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.function.Function;

import dev.llmcache.breaker.Breaker;
import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.Assert;

/**
 * Way to Redis on which no call takes longer than the deadline, whatever has become of
 * the server.
 * <p>
 * Thread-safe. Takes no part in the caller's transaction, and never closes what is the
 * application's.
 */
public interface RedisConnections extends AutoCloseable {

	/**
	 * Carries out a command.
	 * @param <T> what the command returns
	 * @param command does one command on the connection, which is closed behind it; no
	 * pipeline and, on a cluster, none that asks all nodes, since the driver bounds
	 * neither by the deadline
	 * @return what the command returned
	 * @throws RuntimeException if the server cannot be reached, fails or does not answer
	 * within the deadline, mostly a {@link org.springframework.dao.DataAccessException};
	 * it may still carry the command out
	 */
	<T extends @Nullable Object> T call(Function<RedisConnection, T> command);

	/**
	 * Carries out many commands, one after the other or some at a time. Each is bounded
	 * in time, as a whole they are not.
	 * @param <T> what they return
	 * @param commands does the commands on the connection, which is closed behind them
	 * @return what they returned
	 * @throws RuntimeException if one of them fails
	 */
	<T extends @Nullable Object> T callAtLength(Function<RedisConnection, T> commands);

	/**
	 * The same connections for whoever would rather wait than be refused: no breaker
	 * keeps him from the server.
	 * @return connections that are closed with these
	 */
	default RedisConnections pastBreaker() {
		return this;
	}

	/**
	 * Tries to connect if there is no connection, and waits for that.
	 */
	default void reconnect() {
	}

	/**
	 * Has a subscriber hear what is published on a channel. Where the application's
	 * factory is Lettuce's, and not one of static replicas, this opens a connection for
	 * it in the background, and another whenever it is lost; otherwise nobody hears
	 * anything.
	 * @param channel the channel
	 * @param subscriber told from threads of the driver, which it must not hold up
	 * @return the subscription, which ends when it is closed, or these connections are
	 */
	default Subscription subscribe(String channel, Subscriber subscriber) {
		return () -> {
		};
	}

	@Override
	void close();

	/**
	 * Hears what is published.
	 */
	interface Subscriber {

		/**
		 * Something was published.
		 * @param message what
		 */
		void received(byte[] message);

		/**
		 * What is published may have been missed, or will be from now on.
		 */
		void interrupted();

	}

	/**
	 * Has a subscriber hear something until it is closed.
	 */
	@FunctionalInterface
	interface Subscription extends AutoCloseable {

		@Override
		void close();

	}

	/**
	 * Connects to the application's Redis.
	 * <p>
	 * Where the factory is Lettuce's, this opens a connection of its own to the same
	 * servers (standalone, sentinel, cluster, static replicas or socket) with the same
	 * credentials, TLS, client name and options. It waits for the first attempt, at most
	 * five seconds. As long as there is no connection, calls fail at once, and it is
	 * tried again in the background.
	 * <p>
	 * Of any other factory it borrows a connection for each command, at most
	 * {@value BorrowedConnections#MAXIMUM} at a time; one that misses the deadline stays
	 * borrowed until the driver's own timeout.
	 * @param application the application's factory
	 * @param deadline how long a call may take, at least a millisecond
	 * @return connections, to be closed before the application's factory
	 */
	static RedisConnections of(RedisConnectionFactory application, Duration deadline) {
		Assert.isTrue(deadline.toMillis() > 0, "The deadline must be at least a millisecond");
		OwnLettuce own = (application instanceof LettuceConnectionFactory lettuce) ? OwnLettuce.like(lettuce, deadline)
				: null;
		return (own != null) ? new LettuceConnections(own) : new BorrowedConnections(application, deadline);
	}

	/**
	 * Connects to the application's Redis, as
	 * {@link #of(RedisConnectionFactory, Duration)} does.
	 * @param application the application's factory
	 * @param deadline how long a call may take, at least a millisecond
	 * @param breaker opens when the server does not answer; calls fail at once while it
	 * is open
	 * @return connections, to be closed before the application's factory
	 */
	static RedisConnections of(RedisConnectionFactory application, Duration deadline, Breaker breaker) {
		return new GuardedConnections(of(application, deadline), breaker);
	}

}
