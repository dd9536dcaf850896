package dev.llmcache.test.servers;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PostgresAddressTests {

	@Test
	void readsLoginOfAuthority() {
		assertThat(parse("postgresql://anna:a%40b+c@there:5433/test"))
			.isEqualTo(new PostgresAddress("there", 5433, "jdbc:postgresql://there:5433/test", "anna", "a@b+c"));
	}

	@Test
	void readsLoginOfParametersAndKeepsTheOthers() {
		assertThat(parse("jdbc:postgresql://there/test?user=anna&sslmode=require&password=secret"))
			.isEqualTo(new PostgresAddress("there", 5432, "jdbc:postgresql://there:5432/test?sslmode=require", "anna",
					"secret"));
	}

	@Test
	void prefersGivenLogin() {
		PostgresAddress address = PostgresAddress.parse("postgresql://anna:a@there/test", Optional.of("berta"),
				Optional.of("b"));
		assertThat(address.user()).isEqualTo("berta");
		assertThat(address.password()).isEqualTo("b");
	}

	@Test
	void acceptsLoginWithoutPassword() {
		assertThat(parse("postgresql://anna@there/test").password()).isEmpty();
	}

	@Test
	void refusesUrlWithoutUser() {
		assertThatIllegalArgumentException().isThrownBy(() -> parse("postgresql://there/test"))
			.withMessage("names no user");
	}

	@ParameterizedTest
	@ValueSource(strings = { "there:5432", "mysql://anna:secret@there/test", "postgresql://anna:secret@there",
			"postgresql://anna:sec ret@there/test", "postgresql:///test", "jdbc:postgresql:test" })
	void refusesOtherFormsWithoutShowingThem(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> parse(url))
			.withMessageContaining("is not of the form")
			.withMessageNotContaining("secret")
			.withNoCause();
	}

	private static PostgresAddress parse(String url) {
		return PostgresAddress.parse(url, Optional.empty(), Optional.empty());
	}

}
