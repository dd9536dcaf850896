package dev.llmcache.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.WordEmbedder;
import dev.llmcache.autoconfigure.LlmCacheAutoConfiguration;
import dev.llmcache.transfer.CacheTransfer;
import dev.llmcache.transfer.Reembedding;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class WarmUpPageTests {

	private final Page page = new Page("docs/warm-up.md");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class, ChatClientAutoConfiguration.class))
		.withPropertyValues("llmcache.tenancy=single", "llmcache.defaults.semantic.threshold=0.7")
		.withUserConfiguration(WarmUpSnippets.class)
		.withBean(ScriptedChatModel.class, ScriptedChatModel::counting)
		.withBean(QuestionEmbedder.class, () -> new WordEmbedder("words"));

	@Test
	void itsSnippetsAreHeldToTheCode() throws IOException {
		this.page.assertThatItsYamlHasOnlyPropertiesThatExist();
		this.page.assertThatItsJavaIsIn(WarmUpSnippets.class);
		this.page.assertThatItsLinksLeadSomewhere();
	}

	@Test
	void itsAnswersAreServed(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("faq.jsonl"), this.page.blocks("json").get(0));
		this.runner.run((context) -> {
			CacheTransfer transfer = context.getBean(CacheTransfer.class);
			assertThat(WarmUpSnippets.importFrom(file, transfer).done()).isEqualTo(2);
			ChatClient faq = context.getBean(ChatClient.class);
			assertThat(faq.prompt("How can I return a kettle?").call().content())
				.isEqualTo("Send it back within 30 days.");
			Path export = directory.resolve("export.jsonl");
			WarmUpSnippets.exportTo(export, transfer);
			assertThat(Files.readAllLines(export)).hasSize(5);
			assertThat(context.getBean(ScriptedChatModel.class).calls()).isZero();
		});
	}

	@Test
	void reembedsWhenAskedTo() throws IOException {
		PropertySource<?> yaml = this.page.yaml(0);
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(Reembedding.class));
		this.runner.withInitializer((context) -> context.getEnvironment().getPropertySources().addFirst(yaml))
			.run((context) -> {
				Reembedding reembedding = context.getBean(Reembedding.class);
				Awaitility.await().until(() -> reembedding.progress().finished());
			});
	}

	@Test
	void saysWhatIsMissingForTheOldTable() throws IOException {
		PropertySource<?> yaml = this.page.yaml(1);
		this.runner.withInitializer((context) -> context.getEnvironment().getPropertySources().addFirst(yaml))
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("llmcache.semantic.reembed.from-table"));
	}

}
