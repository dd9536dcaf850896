package dev.llmcache.store.pgvector;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;

import dev.llmcache.Layer;
import dev.llmcache.report.store.Accesses;
import dev.llmcache.report.store.PolledReading;
import dev.llmcache.report.store.PolledReading.Known;
import dev.llmcache.report.store.StoreCounts;
import dev.llmcache.report.store.StoreReport;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL tells of a table: rows as it has counted them, which is a second late,
 * or estimated when it last looked at all of them; and bytes with indexes and large
 * values.
 * <p>
 * Thread-safe.
 */
final class TableFigures {

	private static final String SQL = """
			SELECT set_config('statement_timeout', ?, true), pg_total_relation_size(c.oid) AS bytes,
			  s.n_live_tup AS live, s.n_dead_tup AS dead,
			  s.n_tup_ins + s.n_live_tup + s.n_dead_tup > 0 AS counted, c.reltuples AS estimated
			FROM pg_class c LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid WHERE c.oid = to_regclass(?)
			""";

	private final PgvectorConnections connections;

	private final PgvectorSettings settings;

	private final PolledReading<Table> table;

	TableFigures(PgvectorConnections connections, PgvectorSettings settings, InstantSource clock) {
		this.connections = connections;
		this.settings = settings;
		this.table = new PolledReading<>(this::read, clock);
	}

	StoreReport report(String store, Layer layer, StoreCounts counts, Accesses accesses) {
		Known<Table> known = this.table.latest();
		return new StoreReport(store, layer, "postgresql", known.get(Table::live), known.get(Table::dead),
				known.get(Table::bytes), null, counts.evictions(), known.available(), accesses);
	}

	private Table read() {
		return this.connections.call(this.settings.writeTimeout(), this::read);
	}

	private Table read(Connection connection) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(SQL)) {
			statement.setString(1, Long.toString(this.settings.writeTimeout().toMillis()));
			statement.setString(2, this.settings.table().quoted());
			try (ResultSet result = statement.executeQuery()) {
				if (!result.next()) {
					throw new PgvectorException("There is no table");
				}
				return Table.of(result);
			}
		}
	}

	/**
	 * The table.
	 */
	private record Table(@Nullable Long live, @Nullable Long dead, long bytes) {

		static Table of(ResultSet result) throws SQLException {
			long bytes = result.getLong("bytes");
			if (result.getBoolean("counted")) {
				return new Table(result.getLong("live"), result.getLong("dead"), bytes);
			}
			long estimated = Math.round(result.getDouble("estimated"));
			return new Table((estimated >= 0) ? estimated : null, null, bytes);
		}

	}

}
