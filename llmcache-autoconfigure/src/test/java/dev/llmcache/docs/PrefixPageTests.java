package dev.llmcache.docs;

import java.io.IOException;

import dev.llmcache.advisor.prefix.PrefixAdvisor;
import dev.llmcache.autoconfigure.LlmCacheAutoConfiguration;
import dev.llmcache.autoconfigure.LlmCachePrefixAutoConfiguration;
import dev.llmcache.prefix.ProviderTermsTable;
import dev.llmcache.test.ScriptedChatModel;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class PrefixPageTests {

	private final Page page = new Page("docs/layers/prefix.md");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class, LlmCachePrefixAutoConfiguration.class,
				ChatClientAutoConfiguration.class))
		.withPropertyValues("llmcache.tenancy=single")
		.withBean(ScriptedChatModel.class, ScriptedChatModel::counting);

	@Test
	void itsJavaIsHeldToTheCode() throws IOException {
		this.page.assertThatItsJavaIsIn(PrefixSnippets.class);
	}

	@Test
	void itsPolicyMovesWhatTheCallSays() throws IOException {
		PropertySource<?> yaml = this.page.yaml(0);
		this.runner.withInitializer((context) -> context.getEnvironment().getPropertySources().addFirst(yaml))
			.withUserConfiguration(PrefixSnippets.class)
			.run((context) -> {
				PrefixSnippets.ask(context.getBean(ChatClient.class), "When do you open?", "Monday");
				assertThat(context.getBean(ScriptedChatModel.class).lastPrompt().getInstructions())
					.extracting(Message::getText)
					.containsExactly("You answer customers of a shop.", "Today is Monday.", "When do you open?");
			});
	}

	@Test
	void itWorksWithoutTheResponseCacheAsItSays() throws IOException {
		PropertySource<?> yaml = this.page.yaml(1);
		this.runner.withInitializer((context) -> context.getEnvironment().getPropertySources().addFirst(yaml))
			.run((context) -> {
				context.getBean(ChatClient.Builder.class).build().prompt("q").call().content();
				assertThat(context.getBean(PrefixAdvisor.class).report().endpoints()).hasSize(1);
			});
	}

	@Test
	void itSaysOfWhichDayTheTermsAre() throws IOException {
		assertThat(this.page.text()).contains("as of " + ProviderTermsTable.standard().asOf());
	}

}
