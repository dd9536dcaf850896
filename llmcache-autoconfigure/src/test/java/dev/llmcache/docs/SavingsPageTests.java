package dev.llmcache.docs;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.llmcache.actuate.EdgeMeters;
import dev.llmcache.actuate.EmbeddingMeters;
import dev.llmcache.actuate.PrefixMeters;
import dev.llmcache.autoconfigure.LlmCacheAutoConfiguration;
import dev.llmcache.edge.EdgeGate;
import dev.llmcache.edge.EdgeReport;
import dev.llmcache.edge.EdgeRules;
import dev.llmcache.edge.EdgeStats;
import dev.llmcache.edge.EdgeTags;
import dev.llmcache.prefix.Endpoint;
import dev.llmcache.prefix.PrefixCounters;
import dev.llmcache.prefix.PrefixCounts;
import dev.llmcache.prefix.lint.VolatileKind;
import dev.llmcache.pricing.ModelPrice;
import dev.llmcache.pricing.PriceList;
import dev.llmcache.pricing.PriceTable;
import dev.llmcache.test.TestGenerations;
import dev.llmcache.test.TestVectors;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class SavingsPageTests {

	private final Page page = new Page("docs/observability/savings.md");

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
	void itsMetersAreThoseThatThereAre() throws IOException {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		new EmbeddingMeters(TestVectors.memory()).bindTo(registry);
		new EdgeMeters(new EdgeReport(
				new EdgeGate(new EdgeRules(Duration.ofSeconds(5), false, new EdgeTags(List.of(), 4096)),
						TestGenerations.local(InstantSource.system()), InstantSource.system()),
				List.of(), EdgeStats.UNKNOWN))
			.bindTo(registry);
		Endpoint endpoint = new Endpoint("desk", "gpt-4.1");
		new PrefixMeters(() -> registry,
				() -> new PrefixCounters(Map.of(), Map.of(endpoint, PrefixCounts.NONE), Map.of(VolatileKind.DATE, 1L)),
				(each) -> 1)
			.sampled();
		Set<String> there = registry.getMeters().stream().map(SavingsPageTests::row).collect(Collectors.toSet());
		Set<String> documented = Pattern
			.compile("^\\| `(llmcache\\.[a-z.]+)` \\| \\w+ \\| \\w* ?\\| ([a-z, ]*?) ?\\|", Pattern.MULTILINE)
			.matcher(this.page.text())
			.results()
			.map((row) -> row.group(1) + " [" + row.group(2) + "]")
			.collect(Collectors.toSet());
		assertThat(documented).isEqualTo(there).hasSize(14);
	}

	private static String row(Meter meter) {
		return meter.getId().getName() + " " + meter.getId().getTags().stream().map(Tag::getKey).sorted().toList();
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
