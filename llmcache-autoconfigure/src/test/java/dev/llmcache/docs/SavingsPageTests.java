package dev.llmcache.docs;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Objects;

import dev.llmcache.autoconfigure.LlmCacheAutoConfiguration;
import dev.llmcache.pricing.ModelPrice;
import dev.llmcache.pricing.PriceList;
import dev.llmcache.pricing.PriceTable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class SavingsPageTests {

	private final Page page = new Page("docs/observability-parts/savings.md");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class))
		.withPropertyValues("llmcache.semantic.enabled=false");

	@Test
	void itsPropertiesExist() throws IOException {
		this.page.assertThatItsYamlHasOnlyPropertiesThatExist();
	}

	@Test
	void itsPricesAreTheOnesThatItSays() throws IOException {
		PropertySource<?> yaml = this.page.yaml(0);
		this.runner.withInitializer((context) -> context.getEnvironment().getPropertySources().addFirst(yaml))
			.run((context) -> {
				PriceList prices = context.getBean(PriceList.class);
				assertThat(prices.find("gpt-4.1-2025-04-14")).isEqualTo(new ModelPrice(new BigDecimal("1.8"),
						new BigDecimal("7.2"), new BigDecimal("0.45"), new BigDecimal("1.8")));
				assertThat(Objects.requireNonNull(prices.find("llama3.2:3b")).isFree()).isTrue();
				assertThat(prices.find("llama3.2")).isNull();
			});
	}

	@Test
	void itSaysOfWhichDayTheTableIs() throws IOException {
		assertThat(this.page.text()).contains("as of " + PriceTable.standard().asOf());
	}

	@Test
	void theNamesThatItGivesAreFoundOrNotAsItSays() throws IOException {
		PriceList prices = PriceList.standard();
		for (String known : new String[] { "openai/gpt-4.1", "gpt-4.1-mini-2025-04-14", "claude-opus-4@20250514",
				"us.anthropic.claude-sonnet-4-5-20250929-v1:0" }) {
			assertThat(this.page.text()).contains("`" + known + "`");
			assertThat(prices.find(known)).as(known).isNotNull();
		}
		assertThat(prices.find("gpt-5.4-pro")).isNull();
		assertThat(prices.find("gpt-4.1-mini")).isNotEqualTo(prices.find("gpt-4.1"));
	}

}
