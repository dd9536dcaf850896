package dev.llmcache.store.pgvector;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Supplier;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import dev.llmcache.store.pgvector.UnpooledDataSource.Opening;
import org.jspecify.annotations.Nullable;

/**
 * Small HikariCP pools of our own; the only class that needs HikariCP.
 */
final class HikariPools {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	private HikariPools() {
	}

	/**
	 * A pool with the configuration that the application's pool gives its connections.
	 * @param application the application's {@code DataSource}
	 * @param settings size and deadlines
	 * @return the pool, or null when the application's is not one of HikariCP whose
	 * configuration says how to open a connection
	 */
	static @Nullable HikariDataSource like(DataSource application, PgvectorSettings settings) {
		HikariDataSource model = unwrap(application);
		if (model == null) {
			return null;
		}
		Supplier<Credentials> credentials = (model.getCredentialsProvider() != null)
				? model.getCredentialsProvider()::getCredentials : model::getCredentials;
		Opening opening;
		if (model.getDataSource() != null) {
			opening = () -> open(model.getDataSource(), credentials.get());
		}
		else if (model.getJdbcUrl() != null) {
			Properties properties = properties(model.getJdbcUrl(), model.getDataSourceProperties(), settings);
			opening = () -> open(model.getJdbcUrl(), properties, credentials.get());
		}
		else {
			return null;
		}
		HikariConfig config = config(() -> initialized(opening.open(), model), settings);
		config.setMaxLifetime(model.getMaxLifetime());
		config.setKeepaliveTime(model.getKeepaliveTime());
		return new HikariDataSource(config);
	}

	static HikariDataSource to(String url, @Nullable String username, @Nullable String password,
			PgvectorSettings settings) {
		Credentials credentials = Credentials.of(username, password);
		Properties properties = properties(url, new Properties(), settings);
		return new HikariDataSource(config(() -> open(url, properties, credentials), settings));
	}

	private static @Nullable HikariDataSource unwrap(DataSource dataSource) {
		try {
			return dataSource.isWrapperFor(HikariDataSource.class) ? dataSource.unwrap(HikariDataSource.class) : null;
		}
		catch (SQLException ex) {
			return null;
		}
	}

	private static Properties properties(String url, Properties given, PgvectorSettings settings) {
		Properties properties = new Properties();
		properties.putAll(given);
		if (url.startsWith("jdbc:postgresql:")) {
			addTimeouts(properties, settings);
			// a server's detail of an error may quote what was stored
			properties.setProperty("logServerErrorDetail", "false");
		}
		return properties;
	}

	/** For what the pool does on threads of its own, where no deadline is kept. */
	private static void addTimeouts(Properties properties, PgvectorSettings settings) {
		properties.putIfAbsent("connectTimeout", Long.toString(CONNECT_TIMEOUT.toSeconds()));
		properties.putIfAbsent("socketTimeout", Long.toString(settings.writeTimeout().toSeconds() + 1));
		properties.putIfAbsent("tcpKeepAlive", "true");
		properties.putIfAbsent("ApplicationName", "llmcache");
		// else the driver connects on a platform thread, which no interrupt would end
		properties.setProperty("loginTimeout", "0");
	}

	private static Connection open(String url, Properties given, Credentials credentials) throws SQLException {
		Properties properties = new Properties();
		properties.putAll(given);
		if (credentials.getUsername() != null) {
			properties.setProperty("user", credentials.getUsername());
		}
		if (credentials.getPassword() != null) {
			properties.setProperty("password", credentials.getPassword());
		}
		return DriverManager.getDriver(url).connect(url, properties);
	}

	private static Connection open(DataSource dataSource, Credentials credentials) throws SQLException {
		return (credentials.getUsername() == null) ? dataSource.getConnection()
				: dataSource.getConnection(credentials.getUsername(), credentials.getPassword());
	}

	private static Connection initialized(Connection connection, HikariConfig model) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			if (model.getSchema() != null) {
				connection.setSchema(model.getSchema());
			}
			if (model.getConnectionInitSql() != null) {
				statement.execute(model.getConnectionInitSql());
			}
			return connection;
		}
		catch (SQLException ex) {
			connection.close();
			throw ex;
		}
	}

	private static HikariConfig config(Opening opening, PgvectorSettings settings) {
		HikariConfig config = new HikariConfig();
		config.setPoolName("llmcache-pgvector");
		config.setDataSource(new UnpooledDataSource(opening));
		config.setMaximumPoolSize(settings.maxConnections());
		config.setMinimumIdle(1);
		config.setAutoCommit(false);
		config.setInitializationFailTimeout(-1);
		// not less than HikariCP takes; our own deadlines are shorter
		config.setConnectionTimeout(Math.max(1_000, settings.writeTimeout().toMillis()));
		config.setValidationTimeout(500);
		return config;
	}

}
