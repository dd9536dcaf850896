package dev.llmcache.prefix;

import java.time.Duration;
import java.time.LocalDate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ProviderTermsTableTests {

	private final ProviderTermsTable table = ProviderTermsTable.standard();

	@Test
	void saysFromWhichDayItIs() {
		assertThat(this.table.asOf()).isAfter(LocalDate.of(2026, 1, 1));
	}

	@Test
	void theFirstRowThatMatchesCounts() {
		assertThat(this.table.of(Provider.ANTHROPIC, "claude-opus-4-6").minimumTokens()).isEqualTo(4_096);
		assertThat(this.table.of(Provider.ANTHROPIC, "claude-opus-4-1-20250805").minimumTokens()).isEqualTo(1_024);
		assertThat(this.table.of(Provider.OPENAI, "GPT-4o-mini").read()).isEqualTo(0.5);
	}

	@Test
	void everyProviderHasARowForModelsThatAreNotThereYet() {
		for (Provider provider : new Provider[] { Provider.OPENAI, Provider.ANTHROPIC, Provider.GOOGLE }) {
			assertThat(this.table.of(provider, "a-model-of-next-year").provider()).isEqualTo(provider);
			assertThat(this.table.of(provider, null).provider()).isEqualTo(provider);
		}
		assertThat(this.table.of(Provider.OTHER, "llama3")).isEqualTo(ProviderTerms.UNKNOWN);
	}

	@Test
	void readsATableOfOnesOwn() {
		ProviderTermsTable own = ProviderTermsTable
			.parse("# mine\nas-of\t2027-01-01\nanthropic\tclaude*\t512\t1.5\t3\t0.2\tPT10M\n");
		assertThat(own.of(Provider.ANTHROPIC, "claude-x"))
			.isEqualTo(new ProviderTerms(Provider.ANTHROPIC, "claude*", 512, 1.5, 3, 0.2, Duration.ofMinutes(10)));
	}

	@Test
	void saysWhichLineCannotBeRead() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ProviderTermsTable.parse("as-of\t2027-01-01\n\nopenai\t*\t1"))
			.withMessageContaining("Line 3");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ProviderTermsTable.parse("as-of\t2027-01-01\nopenai\t*\t-1\t1\t1\t1\tPT1M"))
			.withMessageContaining("Line 2");
		assertThatIllegalArgumentException().isThrownBy(() -> ProviderTermsTable.parse("openai\t*\t1\t1\t1\t1\tPT1M"))
			.withMessageContaining("as-of");
	}

}
