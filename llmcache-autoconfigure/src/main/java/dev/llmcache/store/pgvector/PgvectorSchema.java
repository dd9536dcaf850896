package dev.llmcache.store.pgvector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import dev.llmcache.store.pgvector.PgvectorSchemaException.Reason;
import dev.llmcache.store.pgvector.PgvectorTable.Companion;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Makes sure that the table is there and fits, and creates it where that is allowed.
 * <p>
 * Thread-safe, and safe among instances that start at once: one creates at a time, under
 * an advisory lock that ends with the transaction.
 */
final class PgvectorSchema {

	private static final Log logger = LogFactory.getLog(PgvectorSchema.class);

	/** The first with iterative scans, without which a filtered search loses entries. */
	private static final Version OLDEST = Version.parse("0.8.0");

	/** The first whose vacuum repairs the graph under concurrent inserts. */
	private static final Version OLDEST_SOUND = Version.parse("0.8.4");

	private static final String SCRIPT = "schema-postgresql.sql";

	private static final long LOCK = 0x6C6C6D6361636865L;

	private static final String INSUFFICIENT_PRIVILEGE = "42501";

	private final PgvectorSettings settings;

	PgvectorSchema(PgvectorSettings settings) {
		this.settings = settings;
	}

	/**
	 * Checks the database, after having created what is missing and may be created.
	 * @param connection within a transaction
	 * @throws PgvectorSchemaException if the database cannot be used as it is
	 * @throws SQLException if the database does not answer
	 */
	void prepare(Connection connection) throws SQLException {
		requirePostgres(connection);
		PgvectorCatalog catalog = PgvectorCatalog.read(connection, this.settings.table());
		requireExtension(catalog);
		if (this.settings.createsTable() && !catalog.tableExists()) {
			create(connection);
			catalog = PgvectorCatalog.read(connection, this.settings.table());
		}
		requireTable(catalog);
		if (catalog.version().compareTo(OLDEST_SOUND) < 0) {
			logger.warn("pgvector %s can damage an HNSW index when it is vacuumed: update it to %s or later"
				.formatted(catalog.version(), OLDEST_SOUND));
		}
	}

	private void requirePostgres(Connection connection) throws SQLException {
		String product = connection.getMetaData().getDatabaseProductName();
		if (!"PostgreSQL".equals(product)) {
			throw new PgvectorSchemaException(Reason.NOT_POSTGRESQL, """
					The application's DataSource leads to %s, not to PostgreSQL. Set %s to another store than \
					'pgvector'.""".formatted(product, PgvectorSettings.STORE_PROPERTY));
		}
	}

	private void requireExtension(PgvectorCatalog catalog) {
		String schema = catalog.extensionSchema();
		if (catalog.version().equals(PgvectorCatalog.NO_VERSION)) {
			throw new PgvectorSchemaException(Reason.EXTENSION_MISSING, """
					The PostgreSQL server does not have the extension 'vector'. Install pgvector %s or later there, \
					or set %s to another store.""".formatted(OLDEST_SOUND, PgvectorSettings.STORE_PROPERTY));
		}
		if (catalog.version().compareTo(OLDEST) < 0) {
			throw new PgvectorSchemaException(Reason.EXTENSION_TOO_OLD, """
					The extension 'vector' is of version %s, and a search needs %s or later. Update pgvector, or set \
					%s to another store.""".formatted(catalog.version(), OLDEST, PgvectorSettings.STORE_PROPERTY));
		}
		if (schema != null && !catalog.halfvecVisible()) {
			throw new PgvectorSchemaException(Reason.EXTENSION_MISSING, """
					The extension 'vector' is in the schema '%s', where the application's user does not look. Add it \
					to the user's search_path, or set %s to another store.""".formatted(schema,
					PgvectorSettings.STORE_PROPERTY));
		}
		if (schema == null && !this.settings.createsTable()) {
			throw new PgvectorSchemaException(Reason.EXTENSION_MISSING, """
					The extension 'vector' has not been created in this database. Create it by a migration, or set \
					%s=always.""".formatted(PgvectorSettings.INITIALIZE_PROPERTY));
		}
	}

	private void requireTable(PgvectorCatalog catalog) {
		PgvectorTable table = this.settings.table();
		if (!catalog.tableExists()) {
			throw new PgvectorSchemaException(Reason.TABLE_MISSING, """
					The table '%s' does not exist. Set %s=always, create it by a migration with '%s' of this library, \
					or change %s.""".formatted(table, PgvectorSettings.INITIALIZE_PROPERTY, SCRIPT,
					PgvectorSettings.TABLE_PROPERTY));
		}
		if (!catalog.tableFits()) {
			throw new PgvectorSchemaException(Reason.TABLE_DIFFERS,
					"The table '%s' has other columns than those of '%s' of this library. Change %s.".formatted(table,
							SCRIPT, PgvectorSettings.TABLE_PROPERTY));
		}
		if (catalog.dimension() != this.settings.dimension()) {
			throw new PgvectorSchemaException(Reason.DIMENSION_DIFFERS, """
					The table '%s' holds vectors of %d dimensions, and the embedding model's have %d. Change %s, so \
					that each model has a table of its own, or drop the table.""".formatted(table, catalog.dimension(),
					this.settings.dimension(), PgvectorSettings.TABLE_PROPERTY));
		}
	}

	private void create(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
			statement.execute(script(this.settings));
			create(connection, this.settings.table().generations());
			create(connection, this.settings.table().observations());
		}
		catch (SQLException ex) {
			if (!isRefusal(ex)) {
				throw ex;
			}
			throw new PgvectorSchemaException(Reason.CREATION_REFUSED, """
					The table '%s' or the extension 'vector' could not be created (SQLState %s). Have them created by \
					someone who may and set %s=never, or change %s.""".formatted(this.settings.table(),
					ex.getSQLState(), PgvectorSettings.INITIALIZE_PROPERTY, PgvectorSettings.TABLE_PROPERTY), ex);
		}
	}

	/** Neither a lost connection nor a statement that took too long, which pass. */
	private static boolean isRefusal(SQLException ex) {
		String state = ex.getSQLState();
		return INSUFFICIENT_PRIVILEGE.equals(state) || (state != null && (state.startsWith("3F")
				|| state.startsWith("0A") || state.startsWith("25") || state.startsWith("42")));
	}

	/**
	 * Creates a table beside the index's, if there is none.
	 * @param connection within a transaction
	 * @param table the table
	 * @throws SQLException if that is not allowed, or the database does not answer
	 */
	static void create(Connection connection, Companion table) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
			statement.execute(table.named(resource(table.script())));
		}
	}

	/**
	 * The script that is shipped for migrations, with its placeholders replaced.
	 * @param settings table and dimension
	 * @return statements to be executed in one transaction
	 */
	static String script(PgvectorSettings settings) {
		return resource(SCRIPT).replace("${table}", settings.table().quoted())
			.replace("${name}", settings.table().name())
			.replace("${dimension}", Integer.toString(settings.dimension()));
	}

	private static String resource(String name) {
		try (InputStream stream = PgvectorSchema.class.getResourceAsStream(name)) {
			if (stream == null) {
				throw new IllegalStateException("The library lacks its resource " + name);
			}
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
