package dev.llmcache.docs;

import java.io.IOException;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ShadowPageTests {

	private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

	private final Page page = new Page("docs/shadow.md");

	@Test
	void itsSnippetsAreHeldToTheCode() throws IOException {
		this.page.assertThatItsYamlHasOnlyPropertiesThatExist();
		this.page.assertThatItsJavaIsIn(ShadowSnippets.class);
		this.page.assertThatItsLinksLeadSomewhere();
	}

	@Test
	void itsReportIsJson() throws IOException {
		String report = JSON.matcher(this.page.text()).results().findFirst().orElseThrow().group(1);
		JsonNode json = JsonMapper.shared().readTree(report);
		assertThat(json.propertyNames()).isSubsetOf("policy", "mode", "semantic", "since", "served", "audits", "net",
				"shadow", "thresholds");
		assertThat(json.path("shadow").path("layers").valueStream().map((layer) -> layer.path("layer").asString()))
			.containsExactly("EXACT", "SEMANTIC");
	}

}
