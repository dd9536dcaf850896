package dev.llmcache.store.pgvector;

import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.llmcache.Fingerprint;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.test.servers.PostgresServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@link PgvectorConnections} beside the connections of an application.
 */
class PgvectorConnectionsIT {

	private static final PgvectorDatabase DATABASE = PgvectorDatabase.of(PostgresServer.shared());

	private static final PgvectorSettings SETTINGS = new PgvectorSettings(PgvectorTable.parse("connections_it"), 3,
			true, 2, Duration.ofSeconds(5), Duration.ofSeconds(5));

	private static final float[] VECTOR = { 1, 0, 0 };

	private static final Fingerprint SCOPE = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	@BeforeEach
	void createTables() {
		DATABASE.execute("DROP TABLE IF EXISTS connections_it");
		DATABASE.execute("DROP TABLE IF EXISTS connections_it_orders");
		DATABASE.execute("CREATE TABLE connections_it_orders (id int PRIMARY KEY)");
	}

	private static PgvectorIndex open(DataSource dataSource) {
		return PgvectorIndex.open(PgvectorConnections.of(dataSource, SETTINGS), SETTINGS, InstantSource.system());
	}

	private static void put(PgvectorIndex index) {
		Instant now = Instant.now();
		index.put(new VectorEntry(SCOPE, SCOPE, VECTOR,
				new StoredRecord(1, now, now.plusSeconds(3600), new byte[] { 42 })));
	}

	private static HikariConfig pool() {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(DATABASE.url());
		config.setUsername(DATABASE.user());
		config.setPassword(DATABASE.password());
		config.setMaximumPoolSize(1);
		return config;
	}

	private static DataSource unpooled() {
		return new DriverManagerDataSource(DATABASE.url(), DATABASE.user(), DATABASE.password());
	}

	@Test
	void neverJoinsTheCallersTransaction() {
		try (HikariDataSource pool = new HikariDataSource(pool())) {
			neverJoinsATransactionOf(pool);
		}
	}

	@Test
	void neverJoinsTheCallersTransactionOnADataSourceThatBindsConnections() {
		neverJoinsATransactionOf(new TransactionAwareDataSourceProxy(unpooled()));
	}

	private static void neverJoinsATransactionOf(DataSource application) {
		TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(application));
		JdbcTemplate orders = new JdbcTemplate(application);
		try (PgvectorIndex index = open(application)) {
			transaction.executeWithoutResult((status) -> {
				orders.update("INSERT INTO connections_it_orders VALUES (1)");
				put(index);
				status.setRollbackOnly();
			});
			assertThat(orders.queryForObject("SELECT count(*) FROM connections_it_orders", Long.class)).isZero();
			assertThat(index.nearest(SCOPE, VECTOR, 8)).hasSize(1);
			transaction.executeWithoutResult((status) -> {
				orders.update("INSERT INTO connections_it_orders VALUES (2)");
				DATABASE.execute("DROP TABLE connections_it");
				assertThatExceptionOfType(PgvectorException.class).isThrownBy(() -> index.nearest(SCOPE, VECTOR, 8));
				orders.update("INSERT INTO connections_it_orders VALUES (3)");
			});
			assertThat(orders.queryForList("SELECT id FROM connections_it_orders ORDER BY id", Integer.class))
				.containsExactly(2, 3);
		}
	}

	@Test
	void needsNoConnectionOfTheApplicationsPool() throws Exception {
		try (HikariDataSource pool = new HikariDataSource(pool());
				Connection only = pool.getConnection();
				PgvectorIndex index = open(new LazyConnectionDataSourceProxy(pool))) {
			put(index);
			assertThat(index.nearest(SCOPE, VECTOR, 8)).hasSize(1);
			assertThat(only.isValid(5)).isTrue();
		}
	}

	@Test
	void connectsLikeTheApplicationsPool() {
		DATABASE.execute("DROP SCHEMA IF EXISTS connections_it_schema CASCADE");
		DATABASE.execute("CREATE SCHEMA connections_it_schema");
		HikariConfig config = pool();
		config.addDataSourceProperty("ApplicationName", "orders");
		config.setSchema("connections_it_schema");
		config.setConnectionInitSql("SET search_path = connections_it_schema, public");
		try (HikariDataSource pool = new HikariDataSource(config); PgvectorIndex index = open(pool)) {
			put(index);
			assertThat(DATABASE.query("SELECT schemaname FROM pg_tables WHERE tablename = 'connections_it'"))
				.containsExactly("connections_it_schema");
			assertThat(DATABASE.count("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'orders'"))
				.isGreaterThan(1);
		}
		DATABASE.execute("DROP SCHEMA connections_it_schema CASCADE");
	}

	@Test
	void connectsByTheDataSourceInTheApplicationsPool() {
		HikariConfig config = new HikariConfig();
		config.setDataSource(unpooled());
		try (HikariDataSource pool = new HikariDataSource(config); PgvectorIndex index = open(pool)) {
			put(index);
			assertThat(index.nearest(SCOPE, VECTOR, 8)).hasSize(1);
		}
	}

	@Test
	void leavesAForeignConnectionAsItWas() throws Exception {
		try (Connection connection = DATABASE.connect()) {
			DataSource application = new SingleConnectionDataSource(connection, true);
			PgvectorIndex index = open(application);
			put(index);
			assertThat(index.nearest(SCOPE, VECTOR, 8)).hasSize(1);
			assertThat(connection.getAutoCommit()).isTrue();
			JdbcTemplate settings = new JdbcTemplate(application);
			for (String setting : new String[] { "statement_timeout", "synchronous_commit", "plan_cache_mode" }) {
				assertThat(settings.queryForObject("SELECT setting = reset_val FROM pg_settings WHERE name = ?",
						Boolean.class, setting))
					.as(setting)
					.isTrue();
			}
		}
	}

	@Test
	void leavesTheLoginTimeoutOfTheApplicationAlone() {
		int before = DriverManager.getLoginTimeout();
		try (PgvectorConnections connections = DATABASE.connections(SETTINGS)) {
			assertThat(Objects.<Boolean>requireNonNull(connections.call(Duration.ofSeconds(5), (connection) -> true)))
				.isTrue();
			assertThat(DriverManager.getLoginTimeout()).isEqualTo(before);
		}
	}

}
