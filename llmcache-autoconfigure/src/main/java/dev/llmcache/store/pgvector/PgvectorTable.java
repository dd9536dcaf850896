package dev.llmcache.store.pgvector;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.llmcache.store.pgvector.PgvectorSchemaException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Name of the table that the entries lie in.
 * <p>
 * Lower-case letters, digits and underscores only, so that it means the same quoted and
 * unquoted, here and in a migration; and short enough for the names of its indexes.
 *
 * @param schema the schema, or null for the first of the connection's search path
 * @param name the name within the schema
 */
public record PgvectorTable(@Nullable String schema, String name) {

	private static final Pattern IDENTIFIER = Pattern.compile("[a-z_][a-z0-9_]{0,47}");

	private static final Pattern QUALIFIED = Pattern.compile("(?:([^.]*)\\.)?([^.]*)");

	/** Name used where none is configured. */
	public static final PgvectorTable DEFAULT = new PgvectorTable(null, "llmcache_semantic");

	public PgvectorTable {
		if (!IDENTIFIER.matcher(name).matches() || (schema != null && !IDENTIFIER.matcher(schema).matches())) {
			throw invalid();
		}
	}

	/**
	 * Reads a configured name.
	 * @param text {@code name} or {@code schema.name}
	 * @return the table
	 * @throws PgvectorSchemaException if it is no such name
	 */
	public static PgvectorTable parse(String text) {
		Matcher matcher = QUALIFIED.matcher(text);
		if (!matcher.matches()) {
			throw invalid();
		}
		return new PgvectorTable(matcher.group(1), matcher.group(2));
	}

	/**
	 * The table beside it that has the generations.
	 * @return its name and script
	 */
	Companion generations() {
		return new Companion(this, "generations", "_generation", PgvectorSettings.TABLE_PROPERTY);
	}

	/**
	 * The table beside it that has the verdicts.
	 * @return its name and script
	 */
	Companion observations() {
		return new Companion(this, "observations", "_observation", PgvectorSettings.TABLE_PROPERTY);
	}

	/**
	 * The table beside it that has the data keys.
	 * @return its name and script
	 */
	Companion keys() {
		return new Companion(this, "keys", "_key", PgvectorSettings.TABLE_PROPERTY);
	}

	/**
	 * This table as the one that has vectors of texts, which is beside none.
	 * @return its name and script
	 */
	Companion embeddings() {
		return new Companion(this, "embeddings", "", PgvectorSettings.EMBEDDINGS_PROPERTY);
	}

	/**
	 * The name for use in a statement.
	 * @return schema and name, each in quotes
	 */
	String quoted() {
		String quotedName = '"' + this.name + '"';
		return (this.schema != null) ? '"' + this.schema + "\"." + quotedName : quotedName;
	}

	@Override
	public String toString() {
		return (this.schema != null) ? this.schema + '.' + this.name : this.name;
	}

	/**
	 * Table beside the one that has the entries.
	 *
	 * @param index the table that has the entries
	 * @param kind what it has, after which its script and placeholder are named
	 * @param suffix of its name
	 * @param property that names the table
	 */
	record Companion(PgvectorTable index, String kind, String suffix, String property) {

		String name() {
			return this.index.name() + this.suffix;
		}

		/** Name of the script that creates it. */
		String script() {
			return "schema-%s-postgresql.sql".formatted(this.kind);
		}

		/**
		 * Names the table in a statement.
		 * @param sql with a placeholder for the table
		 * @return the statement
		 */
		String named(String sql) {
			return sql.replace("${" + this.kind + '}', quoted()).replace("${name}", name());
		}

		String quoted() {
			String quotedName = '"' + name() + '"';
			return (this.index.schema() != null) ? '"' + this.index.schema() + "\"." + quotedName : quotedName;
		}

		@Override
		public String toString() {
			return this.index + this.suffix;
		}

	}

	private static PgvectorSchemaException invalid() {
		return new PgvectorSchemaException(Reason.TABLE_NAME_INVALID, """
				The name of the table must be 'name' or 'schema.name', of at most 48 lower-case letters, digits and \
				underscores each. Change %s.""".formatted(PgvectorSettings.TABLE_PROPERTY));
	}

}
