package dev.llmcache.store.pgvector;

import java.lang.module.ModuleDescriptor.Version;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * What the database says about the extension and the table.
 *
 * @param version of the extension that exists or, before that, would be created;
 * {@link #NO_VERSION} when the server has none
 * @param extensionSchema where the extension is, or null while it is in no schema
 * @param halfvecVisible whether its type is found without naming that schema
 * @param tableExists whether there is a table of the name
 * @param tableFits whether it has our columns
 * @param dimension of its vectors, or -1 when any is taken
 */
record PgvectorCatalog(Version version, @Nullable String extensionSchema, boolean halfvecVisible, boolean tableExists,
		boolean tableFits, int dimension) {

	static final Version NO_VERSION = Version.parse("0");

	private static final int COLUMNS = 9;

	private static final String SQL = """
			SELECT coalesce(
			    (SELECT extversion FROM pg_extension WHERE extname = 'vector'),
			    (SELECT default_version FROM pg_available_extensions WHERE name = 'vector')) AS version,
			  (SELECT nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
			    WHERE extname = 'vector') AS extension_schema,
			  to_regtype('halfvec') IS NOT NULL AS halfvec_visible,
			  to_regclass(?) IS NOT NULL AS table_exists,
			  (SELECT count(*) FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
			    WHERE attrelid = to_regclass(?) AND NOT attisdropped AND (attname, typname) IN (
			      ('id', 'bytea'), ('scope', 'bytea'), ('embedding', 'halfvec'), ('record', 'bytea'),
			      ('fence', 'int8'), ('stamps', 'bytea'), ('stored_at', 'timestamptz'), ('expires_at', 'timestamptz'),
			      ('tenant', 'bytea'))) AS columns,
			  (SELECT atttypmod FROM pg_attribute
			    WHERE attrelid = to_regclass(?) AND attname = 'embedding') AS dimension
			""";

	static PgvectorCatalog read(Connection connection, PgvectorTable table) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(SQL)) {
			for (int i = 1; i <= 3; i++) {
				statement.setString(i, table.quoted());
			}
			try (ResultSet result = statement.executeQuery()) {
				result.next();
				String version = result.getString("version");
				return new PgvectorCatalog((version != null) ? Version.parse(version) : NO_VERSION,
						result.getString("extension_schema"), result.getBoolean("halfvec_visible"),
						result.getBoolean("table_exists"), result.getInt("columns") == COLUMNS,
						result.getInt("dimension"));
			}
		}
	}

}
