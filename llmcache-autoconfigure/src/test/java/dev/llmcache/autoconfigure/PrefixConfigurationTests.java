package dev.llmcache.autoconfigure;

import java.util.List;
import java.util.Objects;

import dev.llmcache.LlmCache;
import dev.llmcache.LlmCached;
import dev.llmcache.advisor.prefix.AnthropicHints;
import dev.llmcache.advisor.prefix.GoogleHints;
import dev.llmcache.advisor.prefix.OpenAiHints;
import dev.llmcache.advisor.prefix.PrefixAdvisor;
import dev.llmcache.advisor.prefix.PrefixParams;
import dev.llmcache.prefix.StablePrompt;
import dev.llmcache.prefix.StablePrompts;
import dev.llmcache.test.ScriptedChatModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.google.genai.GoogleGenAiChatOptions;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class PrefixConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class, LlmCachePrefixAutoConfiguration.class,
				ChatClientAutoConfiguration.class))
		.withPropertyValues("llmcache.tenancy=single", "llmcache.semantic.enabled=false",
				"llmcache.policies.support.ttl=1h")
		.withBean(ScriptedChatModel.class, ScriptedChatModel::counting);

	@Test
	void everyClientThatGoesThroughTheCacheHasIt() {
		this.runner.withUserConfiguration(Clients.class).run((context) -> {
			context.getBean(ChatClient.class).prompt("q").call().content();
			assertThat(context.getBean(PrefixAdvisor.class).report().endpoints()).singleElement()
				.satisfies((report) -> assertThat(report.endpoint().client()).isEqualTo("desk"));
		});
	}

	@Test
	void itWorksWithoutTheResponseCache() {
		this.runner
			.withPropertyValues("llmcache.enabled=false", "llmcache.prefix.enabled=true",
					"llmcache.prefix.apply-to=all")
			.run((context) -> {
				assertThat(context).doesNotHaveBean(LlmCache.class);
				context.getBean(ChatClient.Builder.class).build().prompt("q").call().content();
				assertThat(context.getBean(PrefixAdvisor.class).report().endpoints()).hasSize(1);
			});
	}

	@Test
	void aDisabledCacheHasItOnlyWhereItIsAskedFor() {
		this.runner.withPropertyValues("llmcache.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(PrefixAdvisor.class));
	}

	@Test
	void actsOnceWhereBothApplyToAllClients() {
		this.runner.withPropertyValues("llmcache.apply-to=all", "llmcache.prefix.apply-to=all").run((context) -> {
			context.getBean(ChatClient.Builder.class)
				.build()
				.prompt("q")
				.advisors(PrefixParams.volatileText("date", "It is Monday."))
				.call()
				.content();
			assertThat(prompt(context.getBean(ScriptedChatModel.class))).containsExactly("It is Monday.", "q");
		});
	}

	@Test
	void switchedOffItOnlyHandsOnWhatCallsSay() {
		this.runner.withUserConfiguration(Clients.class)
			.withPropertyValues("llmcache.prefix.enabled=false", "llmcache.defaults.prefix.placement=system")
			.run((context) -> {
				context.getBean(ChatClient.class)
					.prompt("q")
					.advisors(PrefixParams.volatileText("date", "It is Monday."))
					.call()
					.content();
				assertThat(prompt(context.getBean(ScriptedChatModel.class))).first()
					.asString()
					.endsWith("It is Monday.");
				assertThat(context.getBean(PrefixAdvisor.class).report().endpoints()).isEmpty();
			});
	}

	@Test
	void aPolicysPlacementWinsOverThatOfTheDefaults() {
		this.runner.withUserConfiguration(Clients.class)
			.withPropertyValues("llmcache.defaults.prefix.placement=system",
					"llmcache.policies.support.prefix.placement=user", "llmcache.defaults.prefix.volatile-text=Ann|Bob")
			.run((context) -> {
				context.getBean(ChatClient.class)
					.prompt("q")
					.system("The user is Ann. You are brief.")
					.call()
					.content();
				assertThat(prompt(context.getBean(ScriptedChatModel.class))).containsExactly("You are brief.",
						"<context>\nThe user is Ann.\n</context>\n\nq");
			});
	}

	@Test
	void eachProvidersHintsNeedItsClass() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(OpenAiHints.class)
			.hasSingleBean(AnthropicHints.class)
			.hasSingleBean(GoogleHints.class));
		this.runner
			.withClassLoader(new FilteredClassLoader(OpenAiChatOptions.class, AnthropicChatOptions.class,
					GoogleGenAiChatOptions.class))
			.run((context) -> assertThat(context).hasSingleBean(PrefixAdvisor.class)
				.doesNotHaveBean(OpenAiHints.class)
				.doesNotHaveBean(AnthropicHints.class)
				.doesNotHaveBean(GoogleHints.class));
		this.runner.withPropertyValues("llmcache.prefix.anthropic.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(AnthropicHints.class));
	}

	@Test
	void promptsAreRegisteredAsBeansAndByProperties() {
		this.runner.withBean(StablePrompt.class, () -> new StablePrompt("desk", "1", "You are the desk."))
			.withPropertyValues("llmcache.prefix.prompts.tone.version=7", "llmcache.prefix.prompts.tone.text=Be kind.")
			.run((context) -> assertThat(context.getBean(StablePrompts.class).all()).containsExactly(
					new StablePrompt("desk", "1", "You are the desk."), new StablePrompt("tone", "7", "Be kind.")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "llmcache.prefix.prompts.tone.version=7",
			"llmcache.prefix.prompts.tone.location=classpath:none.txt", "llmcache.prefix.terms=classpath:none.tsv",
			"llmcache.prefix.terms=classpath:logback-test.xml", "llmcache.prefix.prompts.desk.text=again" })
	void whatCannotBeReadFailsAtStart(String property) {
		this.runner.withBean(StablePrompt.class, () -> new StablePrompt("desk", "1", "You are the desk."))
			.withPropertyValues(property)
			.run((context) -> assertThat(StartupFailures.analysis(context).getDescription()).isNotBlank());
	}

	@ParameterizedTest
	@ValueSource(strings = { "llmcache.prefix.drift.max-heads=0", "llmcache.prefix.drift.window=0",
			"llmcache.prefix.openai.requests-per-minute=0", "llmcache.prefix.openai.headroom=1",
			"llmcache.prefix.openai.headroom=-0.1", "llmcache.prefix.gemini.ttl=59s" })
	void aValueOutOfRangeIsAFailureThatNamesTheProperty(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(property).startsWith(ex.getName() + "=")));
	}

	@Test
	void saysAtStartWhatIsNotStableWithoutWhatItSays(CapturedOutput output) {
		this.runner.withUserConfiguration(Clients.class)
			.withBean(StablePrompt.class,
					() -> new StablePrompt("tone", "2", "Today is 2021-03-04. Be kind to everybody who asks."))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).contains("the stable prompt 'tone@2'")
					.contains("date at 9")
					.contains("the chat client 'desk'")
					.contains("placeholder at 8")
					.doesNotContain("2021-03-04");
			});
	}

	@Test
	void saysNothingOfWhatAPolicyMovesOrTheLintLeaves(CapturedOutput output) {
		this.runner.withUserConfiguration(Clients.class)
			.withPropertyValues("llmcache.policies.support.prefix.placement=system")
			.run((context) -> assertThat(output).doesNotContain("changes from call to call"));
		this.runner.withUserConfiguration(Clients.class)
			.withPropertyValues("llmcache.prefix.lint=off")
			.run((context) -> assertThat(output).doesNotContain("changes from call to call"));
	}

	@Test
	void doesNotStartWhereTheLintFails() {
		this.runner.withUserConfiguration(Clients.class)
			.withPropertyValues("llmcache.prefix.lint=fail")
			.run((context) -> assertThat(StartupFailures.analysis(context).getAction()).contains("prefix.placement"));
	}

	private static List<String> prompt(ScriptedChatModel model) {
		return model.lastPrompt()
			.getInstructions()
			.stream()
			.map(Message::getText)
			.map((text) -> Objects.requireNonNullElse(text, ""))
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class Clients {

		@Bean
		@LlmCached("support")
		ChatClient desk(ChatClient.Builder builder) {
			return builder
				.defaultSystem((system) -> system.text("You are {name}, and answer questions about a shop.")
					.param("name", "Aurora"))
				.build();
		}

	}

}
