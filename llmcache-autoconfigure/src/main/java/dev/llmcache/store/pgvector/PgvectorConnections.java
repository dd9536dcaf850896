package dev.llmcache.store.pgvector;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.llmcache.breaker.Breaker;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Bounded number of connections to PostgreSQL that belong to the cache, and the deadlines
 * that all work on them keeps.
 * <p>
 * Work runs in a transaction of its own on a virtual thread of its own, or of the lookup
 * that it is part of, so that neither the caller's transaction nor a connection bound to
 * the caller's thread can be reached, and that the caller is let go when the deadline has
 * passed even if the server has stopped dead: interrupting a virtual thread closes the
 * socket that it waits for, which ends the work and drops the connection. Thread-safe.
 * <p>
 * Where the application has a HikariCP pool over a JDBC URL, a small pool of our own is
 * made from its configuration. Another {@code DataSource} is used as it is, bounded
 * likewise: the application's own pool should then have connections to spare.
 */
public final class PgvectorConnections implements AutoCloseable {

	private static final Duration TRIAL = Duration.ofSeconds(1);

	private final DataSource pooled;

	private final DataSource unpooled;

	private final @Nullable Runnable closing;

	private final BoundedCalls calls;

	private final @Nullable Breaker breaker;

	private PgvectorConnections(DataSource pooled, DataSource unpooled, @Nullable Runnable closing,
			PgvectorSettings settings, @Nullable Breaker breaker) {
		this.pooled = pooled;
		this.unpooled = unpooled;
		this.closing = closing;
		this.calls = new BoundedCalls(settings.maxConnections(), closing != null);
		this.breaker = breaker;
	}

	/**
	 * Connections to the database of the application's {@code DataSource}.
	 * @param dataSource the application's, never closed here
	 * @param settings how many connections
	 * @return connections, none of them open yet
	 */
	public static PgvectorConnections of(DataSource dataSource, PgvectorSettings settings) {
		return of(dataSource, settings, null);
	}

	/**
	 * Connections to the database of the application's {@code DataSource}.
	 * @param dataSource the application's, never closed here
	 * @param settings how many connections
	 * @param breaker opens when the database does not answer, and has all work fail at
	 * once while it is open but what is not pooled; null for none
	 * @return connections, none of them open yet
	 */
	public static PgvectorConnections of(DataSource dataSource, PgvectorSettings settings, @Nullable Breaker breaker) {
		boolean hikariPresent = ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource",
				PgvectorConnections.class.getClassLoader());
		HikariDataSource pool = hikariPresent ? HikariPools.like(dataSource, settings) : null;
		return (pool != null) ? new PgvectorConnections(pool, pool.getDataSource(), pool::close, settings, breaker)
				: new PgvectorConnections(dataSource, dataSource, null, settings, breaker);
	}

	/**
	 * Connections by a JDBC URL; HikariCP must be on the class path.
	 * @param url the URL
	 * @param username the user, or null when the URL says it
	 * @param password the password, or null when there is none
	 * @param settings how many connections
	 * @return connections, none of them open yet
	 */
	public static PgvectorConnections of(String url, @Nullable String username, @Nullable String password,
			PgvectorSettings settings) {
		HikariDataSource pool = HikariPools.to(url, username, password, settings);
		return new PgvectorConnections(pool, pool.getDataSource(), pool::close, settings, null);
	}

	/**
	 * Does some work in a transaction of its own.
	 * @param <T> of the result
	 * @param timeout for the work and all waiting for a connection
	 * @param work what to do
	 * @return what the work returned
	 * @throws PgvectorException if the database failed, or did not answer in time
	 */
	<T> T call(Duration timeout, Work<T> work) {
		return guarded(() -> inTransaction(this.pooled, work), timeout);
	}

	/**
	 * Does some work as {@link #call} does, for whoever would rather wait than be
	 * refused: the breaker does not keep him from the database.
	 * @param <T> of the result
	 * @param timeout for the work and all waiting for a connection
	 * @param work what to do
	 * @return what the work returned
	 * @throws PgvectorException if the database failed, or did not answer in time
	 */
	<T> T callPastBreaker(Duration timeout, Work<T> work) {
		return this.calls.call(() -> inTransaction(this.pooled, work), timeout);
	}

	/**
	 * Does some work that is one statement, or several of one string: they come to the
	 * server together, which makes a transaction of them, so that nothing else has to be
	 * sent.
	 * @param <T> of the result
	 * @param timeout for the work and all waiting for a connection
	 * @param work what to do
	 * @return what the work returned
	 * @throws PgvectorException if the database failed, or did not answer in time
	 */
	<T> T callOnce(Duration timeout, Work<T> work) {
		return guarded(() -> committing(this.pooled, true, work), timeout);
	}

	/**
	 * Does some work on a connection that is opened for it, so that a failure to open one
	 * is told at once and with its reason, where a pool would try again.
	 * @param <T> of the result
	 * @param timeout for the work and all waiting for a connection
	 * @param work what to do
	 * @return what the work returned
	 * @throws PgvectorException if the database failed, or did not answer in time
	 */
	<T> T callUnpooled(Duration timeout, Work<T> work) {
		return this.calls.callElsewhere(() -> inTransaction(this.unpooled, work), timeout);
	}

	/**
	 * Whether a connection can be opened that takes none of the application's.
	 * @return whether {@link #open} may be called
	 */
	boolean canOpen() {
		return this.closing != null;
	}

	/**
	 * Opens one more connection, for work that takes longer than any deadline.
	 * @return the connection, which the caller closes
	 * @throws SQLException if it cannot be opened
	 */
	Connection open() throws SQLException {
		return this.unpooled.getConnection();
	}

	private <T> T guarded(Callable<T> work, Duration timeout) {
		return (this.breaker != null) ? this.breaker.call(() -> this.calls.call(work, timeout),
				PgvectorException::isFailureToAnswer, this::tryOut) : this.calls.call(work, timeout);
	}

	private void tryOut() {
		this.calls.call(() -> committing(this.pooled, true, (connection) -> {
			try (Statement statement = connection.createStatement()) {
				return statement.execute("SELECT 1");
			}
		}), TRIAL);
	}

	private static <T> T inTransaction(DataSource dataSource, Work<T> work) throws SQLException {
		return committing(dataSource, false, (connection) -> {
			boolean done = false;
			try {
				T result = work.with(connection);
				connection.commit();
				done = true;
				return result;
			}
			finally {
				if (!done) {
					rollback(connection);
				}
			}
		});
	}

	private static <T> T committing(DataSource dataSource, boolean automatically, Work<T> work) throws SQLException {
		try (Connection connection = dataSource.getConnection()) {
			boolean otherwise = connection.getAutoCommit() != automatically;
			if (otherwise) {
				connection.setAutoCommit(automatically);
			}
			try {
				return work.with(connection);
			}
			finally {
				if (otherwise && !connection.isClosed()) {
					connection.setAutoCommit(!automatically);
				}
			}
		}
	}

	/** A connection that is too broken for it must not hide what broke it. */
	private static void rollback(Connection connection) {
		try {
			connection.rollback();
		}
		catch (SQLException ex) {
			// the pool finds out
		}
	}

	@Override
	public void close() {
		if (this.closing != null) {
			this.closing.run();
		}
	}

	/**
	 * What is done on a connection.
	 *
	 * @param <T> of the result
	 */
	interface Work<T> {

		T with(Connection connection) throws SQLException;

	}

}
