package dev.llmcache.docs;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.llmcache.actuate.Overview;
import dev.llmcache.autoconfigure.MetricsProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

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
	void itsTenantsAreNamedAsItSays() throws IOException {
		ConfigurationPropertySource yaml = Objects.requireNonNull(ConfigurationPropertySource.from(PAGE.yaml(2)));
		MetricsProperties metrics = new Binder(yaml)
			.bind("llmcache.metrics", Bindable.of(MetricsProperties.class),
					new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
			.get();
		assertThat(metrics.tenants())
			.containsExactlyInAnyOrderEntriesOf(Map.of("largest-customer", "acme-4711", "trial", "sandbox"));
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
