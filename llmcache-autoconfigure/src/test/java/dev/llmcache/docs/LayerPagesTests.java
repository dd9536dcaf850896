package dev.llmcache.docs;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LayerPagesTests {

	private static final List<String> HEADINGS = List.of("What it does", "Switch it on", "What it is keyed on",
			"Where it keeps it", "Properties", "Isolation", "Freshness", "What it saves and what it costs", "Limits");

	@ParameterizedTest
	@ValueSource(strings = { "exact", "semantic", "embedding", "prefix", "edge" })
	void allLayersAreDescribedUnderTheSameHeadings(String layer) throws IOException {
		assertThat(Pattern.compile("^## (.*)$", Pattern.MULTILINE)
			.matcher(page(layer).text())
			.results()
			.map((heading) -> heading.group(1))).containsExactlyElementsOf(HEADINGS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "exact", "semantic", "embedding", "prefix", "edge" })
	void theirPropertiesExistAndTheirLinksLeadSomewhere(String layer) throws IOException {
		page(layer).assertThatItsYamlHasOnlyPropertiesThatExist();
		page(layer).assertThatItsLinksLeadSomewhere();
	}

	private static Page page(String layer) {
		return new Page("docs/layers/" + layer + ".md");
	}

}
