package dev.llmcache.store.pgvector;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

/**
 * Opens a new connection each time.
 * <p>
 * Exists because HikariCP, given a URL, sets the login timeout of the
 * {@code DriverManager}, which is also that of every other pool of the application.
 */
final class UnpooledDataSource implements DataSource {

	/** How long HikariCP waits when it is closed while it opens a connection. */
	private static final int CLOSING_SECONDS = 1;

	private final Opening opening;

	UnpooledDataSource(Opening opening) {
		this.opening = opening;
	}

	@Override
	public Connection getConnection() throws SQLException {
		return this.opening.open();
	}

	@Override
	public Connection getConnection(@Nullable String username, @Nullable String password) throws SQLException {
		throw new SQLFeatureNotSupportedException();
	}

	@Override
	public @Nullable PrintWriter getLogWriter() {
		return null;
	}

	@Override
	public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
		throw new SQLFeatureNotSupportedException();
	}

	@Override
	public void setLoginTimeout(int seconds) {
		// none: the driver's properties bound each step
	}

	@Override
	public int getLoginTimeout() {
		return CLOSING_SECONDS;
	}

	@Override
	public Logger getParentLogger() throws SQLFeatureNotSupportedException {
		throw new SQLFeatureNotSupportedException();
	}

	@Override
	public <T> T unwrap(Class<T> type) throws SQLException {
		if (type.isInstance(this)) {
			return type.cast(this);
		}
		throw new SQLException("No " + type.getName());
	}

	@Override
	public boolean isWrapperFor(Class<?> type) {
		return type.isInstance(this);
	}

	/**
	 * How a connection is opened.
	 */
	interface Opening {

		Connection open() throws SQLException;

	}

}
