package dev.llmcache.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

import dev.llmcache.autoconfigure.LlmCacheProperties;
import dev.llmcache.autoconfigure.PricingProperties;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Page of the documentation, whose snippets are held to the code.
 */
record Page(String path) {

	private static final Path ROOT = Path.of("..");

	private static final ConfigurationPropertyName PRICING = ConfigurationPropertyName.of("llmcache.pricing");

	String text() throws IOException {
		return Files.readString(file());
	}

	List<String> blocks(String language) throws IOException {
		return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
			.matcher(text())
			.results()
			.map((block) -> block.group(1))
			.toList();
	}

	PropertySource<?> yaml(int block) throws IOException {
		return yaml("snippet-%d.yml".formatted(block), blocks("yaml").get(block));
	}

	void assertThatItsYamlHasOnlyPropertiesThatExist() throws IOException {
		assertThat(blocks("yaml")).isNotEmpty().allSatisfy((block) -> {
			ConfigurationPropertySource source = Objects
				.requireNonNull(ConfigurationPropertySource.from(yaml("snippet.yml", block)));
			boolean isPriced = isBound(source, PRICING, Bindable.mapOf(String.class, PricingProperties.Price.class));
			ConfigurationPropertySource others = source.filter((name) -> !PRICING.isAncestorOf(name));
			assertThat(isBound(others, ConfigurationPropertyName.of("llmcache"), Bindable.of(LlmCacheProperties.class))
					|| isPriced)
				.isTrue();
		});
	}

	private static boolean isBound(ConfigurationPropertySource source, ConfigurationPropertyName name,
			Bindable<?> properties) {
		return new Binder(source).bind(name, properties, new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
			.isBound();
	}

	void assertThatItsJavaIsIn(Class<?> snippets) throws IOException {
		String source = withoutIndentation(
				Files.readString(Path.of("src/test/java/" + snippets.getName().replace('.', '/') + ".java")));
		assertThat(blocks("java")).isNotEmpty()
			.allSatisfy((block) -> assertThat(source).contains(withoutIndentation(block)));
	}

	void assertThatItsLinksLeadSomewhere() throws IOException {
		Path folder = Objects.requireNonNull(file().getParent());
		assertThat(Pattern.compile("]\\(([^:)#]*)(#[^)]*)?\\)").matcher(text()).results()).allSatisfy((link) -> {
			Path target = link.group(1).isEmpty() ? file() : folder.resolve(link.group(1));
			assertThat(target).exists();
			if (link.group(2) != null) {
				assertThat(headings(target)).contains(link.group(2));
			}
		});
	}

	private static List<String> headings(Path page) throws IOException {
		return Pattern.compile("^#+ (.*)$", Pattern.MULTILINE)
			.matcher(Files.readString(page))
			.results()
			.map((heading) -> '#'
					+ heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-'))
			.toList();
	}

	private Path file() {
		return ROOT.resolve(this.path);
	}

	private static PropertySource<?> yaml(String name, String block) throws IOException {
		return new YamlPropertySourceLoader().load(name, new ByteArrayResource(block.getBytes(StandardCharsets.UTF_8)))
			.getFirst();
	}

	private static String withoutIndentation(String text) {
		return text.replaceAll("\\s+", " ").strip();
	}

}
