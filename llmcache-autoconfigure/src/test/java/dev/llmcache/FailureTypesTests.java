package dev.llmcache;

import java.io.IOException;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailureTypesTests {

	@Test
	void namesTypesAndTheStateThatADatabaseToldButNoMessage() {
		SQLException cause = new SQLException("Key (tenant)=(acme) already exists", "23505");
		assertThat(FailureTypes.of(new IllegalStateException("acme", cause)))
			.isEqualTo("IllegalStateException < SQLException 23505");
	}

	@Test
	void takesNoTextForAState() {
		assertThat(FailureTypes.of(new SQLException("m", "acme!"))).isEqualTo("SQLException");
	}

	@Test
	void endsWhereCausesGoOnForLong() {
		Exception failure = new IOException();
		for (int i = 0; i < 100; i++) {
			failure = new IOException(failure);
		}
		assertThat(FailureTypes.of(failure)).hasSizeLessThan(230);
	}

}
