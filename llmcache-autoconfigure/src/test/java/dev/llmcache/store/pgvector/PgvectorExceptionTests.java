package dev.llmcache.store.pgvector;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which failures open the breaker of PostgreSQL.
 */
class PgvectorExceptionTests {

	@ParameterizedTest
	@ValueSource(strings = { "08001", "08006", "57P01", "57P03", "53300", "57014" })
	void aDatabaseThatIsAwayOrTakesTooLongDoesNotAnswer(String state) {
		assertThat(PgvectorException.isFailureToAnswer(new PgvectorException(new SQLException("", state)))).isTrue();
	}

	@Test
	void noneThatIsHeardOfDoesNotAnswer() {
		assertThat(PgvectorException.isFailureToAnswer(new PgvectorException("No answer"))).isTrue();
		assertThat(PgvectorException.isFailureToAnswer(new PgvectorException(new SQLException("")))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "53100", "53200", "42P01", "42501", "23505", "25006", "40001" })
	void aDatabaseThatRefusesSomethingAnswers(String state) {
		assertThat(PgvectorException.isFailureToAnswer(new PgvectorException(new SQLException("", state)))).isFalse();
	}

	@Test
	void whatIsOursIsNoFailureOfTheDatabase() {
		assertThat(PgvectorException.isFailureToAnswer(new IllegalStateException())).isFalse();
	}

}
