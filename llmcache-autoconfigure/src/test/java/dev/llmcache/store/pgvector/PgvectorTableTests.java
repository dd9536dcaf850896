package dev.llmcache.store.pgvector;

import dev.llmcache.store.pgvector.PgvectorSchemaException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PgvectorTableTests {

	@Test
	void quotesEachPartOfTheName() {
		assertThat(PgvectorTable.parse("semantic").quoted()).isEqualTo("\"semantic\"");
		assertThat(PgvectorTable.parse("cache.semantic_2").quoted()).isEqualTo("\"cache\".\"semantic_2\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ".", "a.", ".a", "a.b.c", "A", "1a", "a b", "a;b", "a\"b", "a'b", "a-b",
			"a\u0000", "ä", "a\n", "${table}", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
	void refusesWhatIsNoPlainName(String text) {
		PgvectorSchemaException refusal = catchThrowableOfType(PgvectorSchemaException.class,
				() -> PgvectorTable.parse(text));
		assertThat(refusal.getReason()).isEqualTo(Reason.TABLE_NAME_INVALID);
		assertThat(refusal).hasMessageContaining("llmcache.semantic.pgvector.table");
	}

	@Test
	void leavesNoPlaceholderInTheScript() {
		String script = PgvectorSchema
			.script(PgvectorSettings.ofDimension(384).withTable(PgvectorTable.parse("cache.semantic")));
		assertThat(script).doesNotContain("${")
			.contains("CREATE TABLE IF NOT EXISTS \"cache\".\"semantic\" (")
			.contains("halfvec(384)")
			.contains("IF NOT EXISTS semantic_scope ON \"cache\".\"semantic\" (scope)");
	}

	@Test
	void namesTheTablesBesideIt() {
		PgvectorTable table = PgvectorTable.parse("cache.semantic");
		assertThat(table.generations().named("FROM ${generations}"))
			.isEqualTo("FROM \"cache\".\"semantic_generation\"");
		assertThat(table.observations().named("FROM ${observations}"))
			.isEqualTo("FROM \"cache\".\"semantic_observation\"");
		assertThat(table.observations()).hasToString("cache.semantic_observation");
	}

	@Test
	void theTablesBesideItHaveNamesThatPostgresTakes() {
		PgvectorTable longest = PgvectorTable.parse("a".repeat(48));
		assertThat(longest.generations().name()).hasSizeLessThan(64);
		assertThat(longest.observations().name()).hasSizeLessThan(64);
	}

}
