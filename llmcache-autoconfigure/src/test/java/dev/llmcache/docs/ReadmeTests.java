package dev.llmcache.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.autoconfigure.LlmCacheAutoConfiguration;
import dev.llmcache.test.ScriptedChatModel;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class ReadmeTests {

	private final Page page = new Page("README.md");

	@Test
	void itsSnippetsAreHeldToTheCode() throws IOException {
		this.page.assertThatItsYamlHasOnlyPropertiesThatExist();
		this.page.assertThatItsJavaIsIn(ReadmeSnippets.class);
		this.page.assertThatItsLinksLeadSomewhere();
	}

	@Test
	void itsConfigurationWorksOnTheFirstDay() throws IOException {
		PropertySource<?> yaml = this.page.yaml(0);
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(LlmCacheAutoConfiguration.class, ChatClientAutoConfiguration.class))
			.withInitializer((context) -> context.getEnvironment().getPropertySources().addFirst(yaml))
			.withUserConfiguration(ReadmeSnippets.class)
			.withBean(ScriptedChatModel.class, ScriptedChatModel::counting)
			.run((context) -> {
				ChatClient supportDesk = context.getBean(ChatClient.class);
				ReadmeSnippets.ask(supportDesk, "When do you open?");
				CacheOutcome outcome = ReadmeSnippets.ask(supportDesk, "When do you open?");
				assertThat(Objects.requireNonNull(outcome).status()).isEqualTo(Status.HIT);
			});
	}

	@Test
	void itIsShort() throws IOException {
		assertThat(this.page.text().lines().count()).isLessThanOrEqualTo(150);
	}

	@Test
	void itsTestCommandIsWhatTheBuildServerRuns() throws IOException {
		assertThat(this.page.text()).contains("\n./mvnw verify\n");
		assertThat(Files.readString(Path.of("../.ci/run"))).contains("\n./mvnw verify\n");
	}

}
