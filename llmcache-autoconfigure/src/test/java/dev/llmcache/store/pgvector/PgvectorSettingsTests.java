package dev.llmcache.store.pgvector;

import java.time.InstantSource;

import javax.sql.DataSource;

import dev.llmcache.store.pgvector.PgvectorSchemaException.Reason;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PgvectorSettingsTests {

	@Test
	void refusesMoreDimensionsThanAnIndexTakes() {
		assertThat(PgvectorSettings.ofDimension(4000).dimension()).isEqualTo(4000);
		PgvectorSchemaException refusal = catchThrowableOfType(PgvectorSchemaException.class,
				() -> PgvectorSettings.ofDimension(4001));
		assertThat(refusal.getReason()).isEqualTo(Reason.DIMENSION_TOO_LARGE);
		assertThat(refusal).hasMessageContainingAll("4001", "4000", "llmcache.semantic.store");
	}

	@Test
	void refusesNoDimension() {
		assertThatIllegalArgumentException().isThrownBy(() -> PgvectorSettings.ofDimension(0));
	}

	@Test
	void refusesADatabaseThatIsNotPostgres() {
		DataSource h2 = new DriverManagerDataSource("jdbc:h2:mem:llmcache");
		PgvectorSettings settings = PgvectorSettings.ofDimension(16);
		PgvectorSchemaException refusal = catchThrowableOfType(PgvectorSchemaException.class,
				() -> PgvectorIndex.open(PgvectorConnections.of(h2, settings), settings, InstantSource.system()));
		assertThat(refusal.getReason()).isEqualTo(Reason.NOT_POSTGRESQL);
		assertThat(refusal).hasMessageContainingAll("H2", "llmcache.semantic.store");
	}

}
