package dev.llmcache.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationMetadataTests {

	private static final Pattern ARTICLE = Pattern.compile("^(The|A|An) ");

	@Test
	void everyPropertyIsDescribedAsSpringBootDescribesItsOwn() throws IOException {
		assertThat(properties()).hasSizeGreaterThan(25).allSatisfy((property) -> {
			String description = property.path("description").asString("");
			assertThat(description).as(property.path("name").asString()).endsWith(".").doesNotContainPattern(ARTICLE);
			if (property.path("type").asString().equals("java.lang.Boolean")) {
				assertThat(description).as(property.path("name").asString()).startsWith("Whether ");
			}
		});
	}

	@Test
	void everyPropertyIsOurs() throws IOException {
		assertThat(properties()).allSatisfy((property) -> assertThat(property.path("name").asString())
			.matches("(llmcache|management\\.endpoint\\.llmcache(console)?)\\..+"));
	}

	private static List<JsonNode> properties() throws IOException {
		try (InputStream metadata = LlmCacheProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			JsonNode tree = JsonMapper.shared().readTree(Objects.requireNonNull(metadata));
			return StreamSupport.stream(tree.path("properties").spliterator(), false).toList();
		}
	}

}
