package dev.llmcache.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import dev.llmcache.conformance.Category;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of docs/testing-applications.md.
 */
class TestingApplicationsPageTests extends TestingApplicationsSnippets {

	private static final Path PAGE = Path.of("../docs/testing-applications.md");

	private static final Path SNIPPETS = Path.of("src/test/java/dev/llmcache/docs/TestingApplicationsSnippets.java");

	@Test
	void itsJavaIsCompiled() throws IOException {
		String source = withoutIndentation(Files.readString(SNIPPETS));
		assertThat(Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE)).results())
			.hasSize(3)
			.allSatisfy((block) -> assertThat(source).contains(withoutIndentation(block.group(1))));
	}

	@Test
	void itTellsOfEveryCategory() throws IOException {
		String page = Files.readString(PAGE);
		assertThat(Category.values()).allSatisfy((category) -> assertThat(page).contains('`' + category.label() + '`'));
	}

	private static String withoutIndentation(String text) {
		return text.replaceAll("\\s+", " ").strip();
	}

}
