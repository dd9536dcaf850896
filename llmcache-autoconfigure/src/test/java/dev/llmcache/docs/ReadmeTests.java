package dev.llmcache.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.autoconfigure.LlmCacheAutoConfiguration;
import dev.llmcache.autoconfigure.LlmCacheProperties;
import dev.llmcache.test.ScriptedChatModel;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

class ReadmeTests {

	private static final Path ROOT = Path.of("..");

	@Test
	void itsYamlHasOnlyPropertiesThatExist() throws IOException {
		List<String> blocks = blocks("yaml");
		assertThat(blocks).hasSize(2);
		for (String block : blocks) {
			Binder binder = new Binder(Objects.requireNonNull(ConfigurationPropertySource.from(yaml(block))));
			assertThat(binder
				.bind("llmcache", Bindable.of(LlmCacheProperties.class),
						new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
				.isBound()).isTrue();
		}
	}

	@Test
	void itsJavaIsCompiledHere() throws IOException {
		String compiled = withoutIndentation(
				Files.readString(Path.of("src/test/java/dev/llmcache/docs/ReadmeSnippets.java")));
		assertThat(blocks("java")).hasSize(2)
			.allSatisfy((block) -> assertThat(compiled).contains(withoutIndentation(block)));
	}

	@Test
	void itsConfigurationWorksOnTheFirstDay() throws IOException {
		PropertySource<?> yaml = yaml(blocks("yaml").getFirst());
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
		assertThat(readme().lines().count()).isLessThanOrEqualTo(150);
	}

	@Test
	void itsTestCommandIsWhatTheBuildServerRuns() throws IOException {
		assertThat(readme()).contains("\n./mvnw verify\n");
		assertThat(Files.readString(ROOT.resolve(".ci/run"))).contains("\n./mvnw verify\n");
	}

	@Test
	void itsLinksLeadSomewhere() throws IOException {
		assertThat(Pattern.compile("]\\(([^:)]+)\\)").matcher(readme()).results().map((link) -> link.group(1)))
			.hasSizeGreaterThan(4)
			.allSatisfy((link) -> assertThat(ROOT.resolve(link)).exists());
	}

	private static PropertySource<?> yaml(String block) throws IOException {
		return new YamlPropertySourceLoader()
			.load("README.md", new ByteArrayResource(block.getBytes(StandardCharsets.UTF_8)))
			.getFirst();
	}

	private static List<String> blocks(String language) throws IOException {
		return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
			.matcher(readme())
			.results()
			.map((block) -> block.group(1))
			.toList();
	}

	private static String withoutIndentation(String text) {
		return text.replaceAll("\\s+", " ").strip();
	}

	private static String readme() throws IOException {
		return Files.readString(ROOT.resolve("README.md"));
	}

}
