package dev.llmcache.autoconfigure;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.pricing.ModelPrice;
import dev.llmcache.pricing.PriceList;
import dev.llmcache.pricing.PriceTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.support.SpringApplicationJsonEnvironmentPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

class PricingConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class))
		.withPropertyValues("llmcache.semantic.enabled=false");

	@Test
	void withoutAnyPropertyTheTableHolds() {
		this.runner.run((context) -> assertThat(context.getBean(PriceList.class).find("gpt-4.1-mini-2025-04-14"))
			.isEqualTo(PriceTable.standard().prices().get("gpt-4.1-mini")));
	}

	@Test
	void namesWithDotsAreBoundInYaml() {
		this.runner.withInitializer((context) -> addYaml(context.getEnvironment(), """
				llmcache:
				  pricing:
				    "[gpt-4.1]":
				      input: 1.5
				      output: 6
				      cached-input: 0.3
				    "[models/gemini-2.5-flash]":
				      input: 0.2
				    o3:
				      input: 1
				""")).run((context) -> {
			PriceList prices = context.getBean(PriceList.class);
			assertThat(prices.find("gpt-4.1")).isEqualTo(price("1.5", "6", "0.3"));
			assertThat(Objects.requireNonNull(prices.find("models/gemini-2.5-flash")).output()).isNull();
			assertThat(Objects.requireNonNull(prices.find("o3")).input()).isEqualTo("1");
		});
	}

	@Test
	void namesWithDotsAreBoundInProperties() {
		this.runner
			.withPropertyValues("llmcache.pricing[gpt-4.1].input=1.5", "llmcache.pricing[gpt-4.1].output=6",
					"llmcache.pricing[gpt-4.1].cached-input=0.3", "llmcache.pricing.my-deployment.input=0")
			.run((context) -> {
				assertThat(context.getBean(PriceList.class).find("gpt-4.1-2025-04-14"))
					.isEqualTo(price("1.5", "6", "0.3"));
				assertThat(context.getBean(PriceList.class).find("my-deployment")).isNotNull();
			});
	}

	@Test
	void plainNamesAreBoundInTheEnvironment() {
		this.runner
			.withInitializer((context) -> addEnvironment(context.getEnvironment(),
					Map.of("LLMCACHE_PRICING_O3_INPUT", "1.5", "LLMCACHE_PRICING_O3_OUTPUT", "6",
							"LLMCACHE_PRICING_O3_CACHEDINPUT", "0.3")))
			.run((context) -> assertThat(context.getBean(PriceList.class).find("o3"))
				.isEqualTo(price("1.5", "6", "0.3")));
	}

	@Test
	void anyNameIsBoundInTheJsonOfTheEnvironment() {
		this.runner.withInitializer((context) -> {
			addEnvironment(context.getEnvironment(), Map.of("SPRING_APPLICATION_JSON", """
					{"llmcache": {"pricing": {"[gpt-4.1]": {"input": 1.5, "output": 6, "cached-input": 0.3}}}}"""));
			new SpringApplicationJsonEnvironmentPostProcessor().postProcessEnvironment(context.getEnvironment(),
					new SpringApplication());
		})
			.run((context) -> assertThat(context.getBean(PriceList.class).find("gpt-4.1"))
				.isEqualTo(price("1.5", "6", "0.3")));
	}

	@Test
	void aNameWithADotButWithoutBracketsIsAFailureThatNamesIt() {
		this.runner.withPropertyValues("llmcache.pricing.gpt-4.1.input=1.5").run((context) -> {
			assertThat(StartupFailures.analysis(context).getDescription()).contains("llmcache.pricing.gpt-4.1.input");
			assertThat(StartupFailures.analysis(context).getAction()).contains("llmcache.pricing.[gpt-4.1].input");
		});
	}

	@Test
	void aPriceWithoutInputIsAFailureThatSaysSo() {
		this.runner.withPropertyValues("llmcache.pricing[gpt-4.1].output=1.5").run((context) -> {
			assertThat(StartupFailures.analysis(context).getDescription())
				.isEqualTo("'llmcache.pricing.[gpt-4.1].input' is not set.");
			assertThat(StartupFailures.analysis(context).getAction()).contains("0 for a model that is free");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "input=-1", "input=0.0000025", "input=10001", "output=-0.5", "cached-input=-1",
			"cache-write=100000" })
	void aPriceThatCannotBeMeantIsAFailureThatNamesTheProperty(String property) {
		this.runner.withPropertyValues("llmcache.pricing.o3.input=1", "llmcache.pricing.o3." + property)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat("llmcache.pricing.o3." + property).startsWith(ex.getName() + "=");
					assertThat(ex.getReason()).contains("from 0.0001 to 10000 US dollars for a million tokens");
				}));
	}

	@Test
	void aListOfOnesOwnTakesItsPlace() {
		PriceList own = new PriceList(Map.of(), PriceTable.standard());
		this.runner.withBean(PriceList.class, () -> own)
			.run((context) -> assertThat(context.getBean(PriceList.class)).isSameAs(own));
	}

	private static void addYaml(ConfigurableEnvironment environment, String yaml) {
		try {
			environment.getPropertySources()
				.addFirst(new YamlPropertySourceLoader()
					.load("test.yml", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
					.getFirst());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void addEnvironment(ConfigurableEnvironment environment, Map<String, Object> variables) {
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables));
	}

	private static ModelPrice price(String input, String output, String cachedInput) {
		return new ModelPrice(new BigDecimal(input), new BigDecimal(output), new BigDecimal(cachedInput), null);
	}

}
