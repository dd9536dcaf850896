package dev.llmcache.docs;

import java.io.IOException;
import java.util.List;

import dev.llmcache.autoconfigure.LlmCacheAutoConfiguration;
import dev.llmcache.embedding.VectorMemory;
import dev.llmcache.test.CountingEmbeddingModel;
import org.junit.jupiter.api.Test;

import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class EmbeddingPageTests {

	private final Page page = new Page("docs/layers/embedding.md");

	@Test
	void itsJavaIsCompiled() throws IOException {
		this.page.assertThatItsJavaIsIn(EmbeddingSnippets.class);
	}

	@Test
	void itsConfigurationRemembersForTheBeanAndItsSnippetForTheTenant() throws IOException {
		PropertySource<?> yaml = this.page.yaml(0);
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class))
			.withInitializer((context) -> context.getEnvironment().getPropertySources().addFirst(yaml))
			.withBean("embeddingModel", EmbeddingModel.class, CountingEmbeddingModel::new)
			.run((context) -> {
				EmbeddingSnippets snippets = new EmbeddingSnippets();
				for (String tenant : List.of("acme", "globex", "acme", "globex")) {
					snippets.search(context.getBean(EmbeddingModel.class), tenant, "How?");
				}
				assertThat(context.getBean(VectorMemory.class).counts().embedded()).isEqualTo(2);
			});
	}

}
