package dev.llmcache.docs;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.llmcache.actuate.Overview;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ObservabilityPageTests {

	private static final Page PAGE = new Page("docs/observability.md");

	@ParameterizedTest
	@ValueSource(strings = { "observability.md", "observability/savings.md", "observability/stores.md",
			"observability/console.md" })
	void itsLinksLeadSomewhere(String page) throws IOException {
		new Page("docs/" + page).assertThatItsLinksLeadSomewhere();
	}

	@Test
	void itsSnippetsCompile() throws IOException {
		PAGE.assertThatItsJavaIsIn(ObservabilitySnippets.class);
	}

	@Test
	void theEndpointHasTheFieldsThatItSays() throws IOException {
		Set<String> documented = Pattern.compile("^\\| ((?:`[a-zA-Z]+`(?:, )?)+) \\| [a-z\\[]", Pattern.MULTILINE)
			.matcher(PAGE.text().substring(PAGE.text().indexOf("`GET /actuator/llmcache` tells")))
			.results()
			.map((row) -> row.group(1).replace("`", ""))
			.flatMap((names) -> Pattern.compile(", ").splitAsStream(names))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(documented).containsAll(List.of(Overview.class.getRecordComponents())
			.stream()
			.map((component) -> component.getName())
			.toList());
	}

}
