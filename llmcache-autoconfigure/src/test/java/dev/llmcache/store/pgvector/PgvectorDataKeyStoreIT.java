package dev.llmcache.store.pgvector;

import dev.llmcache.Mark;
import dev.llmcache.store.DataKeyStore;
import dev.llmcache.store.DataKeyStoreContract;
import dev.llmcache.test.servers.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PgvectorDataKeyStoreIT extends DataKeyStoreContract {

	private static final PgvectorDatabase DATABASE = PgvectorDatabase.of(PostgresServer.shared());

	private static final PgvectorSettings SETTINGS = PgvectorSettings.ofDimension(1)
		.withTable(PgvectorTable.parse("data_keys_it"))
		.withTableCreated(true);

	private final PgvectorDataKeyStore store = new PgvectorDataKeyStore(DATABASE.connections(SETTINGS), SETTINGS);

	@BeforeEach
	void empty() {
		DATABASE.execute("DROP TABLE IF EXISTS data_keys_it_key");
	}

	@AfterEach
	void close() {
		this.store.close();
	}

	@Override
	protected DataKeyStore store() {
		return this.store;
	}

	@Test
	void namesTheScriptWhereItsTableIsMissing() {
		PgvectorSettings settings = SETTINGS.withTableCreated(false);
		try (PgvectorDataKeyStore missing = new PgvectorDataKeyStore(DATABASE.connections(settings), settings)) {
			assertThatExceptionOfType(PgvectorSchemaException.class).isThrownBy(missing::check)
				.withMessageContaining("schema-keys-postgresql.sql")
				.withMessageContaining("llmcache.initialize-schema");
		}
	}

	@Test
	void createsItsTableWhereItMay() {
		this.store.check();
		DATABASE.execute("INSERT INTO data_keys_it_key VALUES (?, ?)", new Mark(1, 2).bytes(), new byte[1]);
	}

}
