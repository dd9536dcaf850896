package dev.llmcache.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.llmcache.Acceptance;
import dev.llmcache.Acceptance.Adaptive;
import dev.llmcache.Acceptance.Preset;
import dev.llmcache.Acceptance.Threshold;
import dev.llmcache.Auditing;
import dev.llmcache.CallTraits;
import dev.llmcache.Decision;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Directives;
import dev.llmcache.Identity;
import dev.llmcache.Layer;
import dev.llmcache.LlmCached;
import dev.llmcache.policy.CachePolicy;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.TestPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class PoliciesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class))
		.withPropertyValues("llmcache.semantic.enabled=false", "llmcache.tenancy=single");

	@Test
	void takesFromTheDefaultsWhatAPolicyLeavesOut() {
		this.runner
			.withPropertyValues("llmcache.defaults.ttl-jitter=0", "llmcache.defaults.refresh.early=false",
					"llmcache.defaults.ttl=2h", "llmcache.defaults.semantic.threshold=0.8",
					"llmcache.defaults.semantic.audit.share=0", "llmcache.defaults.semantic.audit.per-minute=0",
					"llmcache.defaults.semantic.audit.switch-off-below=0", "llmcache.policies.faq.ttl=5m",
					"llmcache.policies.exact-only.semantic.enabled=false")
			.run((context) -> {
				LlmCacheProperties properties = context.getBean(LlmCacheProperties.class);
				assertThat(plan(properties, "default"))
					.isEqualTo(TestPolicy.plan("default", Duration.ofHours(2), 0.8, Layer.EXACT, Layer.SEMANTIC));
				assertThat(plan(properties, "faq"))
					.isEqualTo(TestPolicy.plan("faq", Duration.ofMinutes(5), 0.8, Layer.EXACT, Layer.SEMANTIC));
				assertThat(plan(properties, "exact-only"))
					.isEqualTo(TestPolicy.plan("exact-only", Duration.ofHours(2), 0.8, Layer.EXACT));
			});
	}

	@Test
	void auditsFewOfItsAnswersUnlessTold() {
		this.runner
			.withPropertyValues("llmcache.defaults.semantic.audit.per-minute=3",
					"llmcache.policies.faq.semantic.audit.share=0.5",
					"llmcache.policies.faq.semantic.audit.switch-off-below=0.9")
			.run((context) -> {
				LlmCacheProperties properties = context.getBean(LlmCacheProperties.class);
				assertThat(((Plan) plan(properties, "default")).auditing()).isEqualTo(new Auditing(0.02, 3, 0.5));
				assertThat(((Plan) plan(properties, "faq")).auditing()).isEqualTo(new Auditing(0.5, 3, 0.9));
			});
	}

	@ParameterizedTest
	@MethodSource("acceptances")
	void servesByMeaningAsAPolicySays(List<String> properties, Acceptance acceptance) {
		this.runner.withPropertyValues(properties.toArray(String[]::new))
			.run((context) -> assertThat(((Plan) plan(context.getBean(LlmCacheProperties.class), "faq")).acceptance())
				.isEqualTo(acceptance));
	}

	static Stream<Arguments> acceptances() {
		String faq = "llmcache.policies.faq.semantic.";
		return Stream.of(Arguments.of(List.of(faq + "enabled=true"), Preset.STRICT),
				Arguments.of(List.of(faq + "accept=balanced"), Preset.BALANCED),
				Arguments.of(List.of("llmcache.defaults.semantic.accept=bold", faq + "enabled=true"), Preset.BOLD),
				Arguments.of(List.of(faq + "accept=threshold"), new Threshold(0.92)),
				Arguments.of(List.of(faq + "threshold=0.97"), new Threshold(0.97)),
				Arguments.of(List.of(faq + "accept=adaptive"), new Adaptive(0.01, 0.95)),
				Arguments.of(List.of(faq + "max-wrong=0.02"), new Adaptive(0.02, 0.95)),
				Arguments.of(List.of(faq + "min-precision=0.99"), new Adaptive(0.01, 0.99)));
	}

	@Test
	void anUnknownPolicyOnAnAnnotationIsAFailureThatNamesTheProperty() {
		this.runner.withUserConfiguration(ClientOfUnknownPolicy.class)
			.withPropertyValues("llmcache.policies.faq.ttl=5m")
			.run((context) -> {
				FailureAnalysis analysis = StartupFailures.analysis(context);
				assertThat(analysis.getDescription()).contains("'support'", "'client'", "[default, faq]");
				assertThat(analysis.getAction()).contains("'llmcache.policies.support'");
			});
	}

	@Test
	void anAnnotationOnAnythingButAChatClientIsAFailure() {
		this.runner.withUserConfiguration(AnnotatedText.class)
			.run((context) -> assertThat(StartupFailures.analysis(context).getAction()).contains("ChatClient"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "llmcache.defaults.ttl=0s", "llmcache.policies.faq.ttl=-1s",
			"llmcache.defaults.semantic.threshold=1.1", "llmcache.policies.faq.semantic.threshold=0",
			"llmcache.defaults.semantic.max-wrong=0", "llmcache.policies.faq.semantic.min-precision=1",
			"llmcache.defaults.semantic.audit.share=1.1", "llmcache.policies.faq.semantic.audit.per-minute=-1",
			"llmcache.policies.faq.semantic.audit.switch-off-below=1", "llmcache.defaults.max-question-length=0",
			"llmcache.policies.faq.max-answer-length=0", "llmcache.defaults.temperature.max=-1",
			"llmcache.defaults.temperature.unknown=-0.1", "llmcache.policies.faq.temperature.variants=9",
			"llmcache.policies.faq.temperature.variants=1", "llmcache.policies.default.ttl=1h",
			"llmcache.defaults.confirmations=1", "llmcache.policies.faq.confirmations=11" })
	void aValueOutOfRangeIsAFailureThatNamesTheProperty(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(property).startsWith(ex.getName())));
	}

	@ParameterizedTest
	@ValueSource(strings = { "counts=bucket", "bucket=0s" })
	void aVolatileTextThatCannotBeFoundIsAFailureThatNamesTheProperty(String property) {
		this.runner.withPropertyValues("llmcache.defaults.scope.volatile-text[0]." + property)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).contains("scope.volatile-text")));
	}

	@ParameterizedTest
	@CsvSource({ "gpt-4.1-mini, true", "claude-sonnet-4-5, true", "llama3.2, true", "gpt-5-mini, false", "o3, false",
			"openai/o4-mini, false", "ft:o4-mini-2025:acme, false", "deepseek-reasoner, false",
			"qwen3-thinking, false" })
	void forcesNoTemperatureOnTheFamiliesThatRejectIt(String model, boolean forced) {
		this.runner.withPropertyValues("llmcache.defaults.temperature.handling=force-zero").run((context) -> {
			CachePolicy policy = Policies.of(context.getBean(LlmCacheProperties.class)).get("default");
			Decision decision = Objects.requireNonNull(policy)
				.decide(new CallTraits(Identity.NONE, 10, true, false, false, model, 0.9, Directives.NONE));
			assertThat(((Plan) decision).temperature() != null).isEqualTo(forced);
		});
	}

	private static Decision plan(LlmCacheProperties properties, String policy) {
		return Objects.requireNonNull(Policies.of(properties).get(policy))
			.decide(new CallTraits(Identity.NONE, 10, true, false, false, "model", 0.2, Directives.NONE));
	}

	@Configuration(proxyBeanMethods = false)
	static class ClientOfUnknownPolicy {

		@Bean
		@LlmCached("support")
		ChatClient client() {
			return ChatClient.create(ScriptedChatModel.counting());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AnnotatedText {

		@Bean
		@LlmCached
		String client() {
			return "no client";
		}

	}

}
