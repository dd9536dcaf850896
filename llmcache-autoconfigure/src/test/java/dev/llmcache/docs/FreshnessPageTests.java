package dev.llmcache.docs;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.llmcache.ErasureReceipt;
import dev.llmcache.Invalidation;
import dev.llmcache.InvalidationReceipt;
import dev.llmcache.Layer;
import dev.llmcache.LlmCache;
import dev.llmcache.autoconfigure.LlmCacheAutoConfiguration;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.WordEmbeddingModel;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.document.Document;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class FreshnessPageTests {

	private final Page page = new Page("docs/freshness.md");

	@Test
	void itsSnippetsAreHeldToTheCode() throws IOException {
		this.page.assertThatItsYamlHasOnlyPropertiesThatExist();
		this.page.assertThatItsJavaIsIn(FreshnessSnippets.class);
		this.page.assertThatItsLinksLeadSomewhere();
	}

	@Test
	void itsFirstExampleDoesWhatItSays() throws IOException {
		PropertySource<?> example = this.page.yaml(0);
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(LlmCacheAutoConfiguration.class, ChatClientAutoConfiguration.class))
			.withInitializer((context) -> context.getEnvironment().getPropertySources().addFirst(example))
			.withPropertyValues("llmcache.semantic.enabled=false", "llmcache.tenancy=single")
			.withUserConfiguration(FreshnessSnippets.class)
			.withBean(ScriptedChatModel.class, ScriptedChatModel::counting)
			.run((context) -> {
				ChatClient prices = context.getBean(ChatClient.class);
				assertThat(FreshnessSnippets.ask(prices)).isEqualTo("answer 1");
				assertThat(FreshnessSnippets.ask(prices)).isEqualTo("answer 1");
				context.getBean(LlmCache.class).invalidate(Invalidation.byTag("catalogue"));
				assertThat(FreshnessSnippets.ask(prices)).isEqualTo("answer 2");
			});
	}

	@Test
	void itsTagsAndInvalidationsDoWhatItSays() throws IOException {
		PropertySource<?> tags = this.page.yaml(1);
		PropertySource<?> watched = this.page.yaml(2);
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(LlmCacheAutoConfiguration.class, ChatClientAutoConfiguration.class))
			.withInitializer((context) -> context.getEnvironment().getPropertySources().addFirst(tags))
			.withInitializer((context) -> context.getEnvironment().getPropertySources().addFirst(watched))
			.withPropertyValues("llmcache.semantic.enabled=false", "llmcache.tenancy=single")
			.withUserConfiguration(FreshnessSnippets.class)
			.withBean(ScriptedChatModel.class, ScriptedChatModel::counting)
			.withBean("handbook", SimpleVectorStore.class,
					() -> SimpleVectorStore.builder(new WordEmbeddingModel()).build())
			.run((context) -> {
				LlmCache cache = context.getBean(LlmCache.class);
				ChatClient prices = context.getBean(ChatClient.class);
				assertThat(FreshnessSnippets.ask(prices)).isEqualTo("answer 1");
				assertThat(FreshnessSnippets.ask(prices)).isEqualTo("answer 1");
				assertThat(FreshnessSnippets.invalidate(cache))
					.isEqualTo(new InvalidationReceipt(Set.of(Layer.EXACT), Set.of()));
				assertThat(FreshnessSnippets.ask(prices)).isEqualTo("answer 2");
				new FreshnessSnippets.Prices(context).change("kettle", 20);
				assertThat(FreshnessSnippets.ask(prices)).isEqualTo("answer 3");
				cache.invalidate(Invalidation.byTag("product:42"));
				assertThat(FreshnessSnippets.ask(prices)).isEqualTo("answer 4");
				cache.invalidate(Invalidation.byTag("shop:null"));
				assertThat(FreshnessSnippets.ask(prices)).isEqualTo("answer 5");
				assertThat(FreshnessSnippets.erase(cache))
					.isEqualTo(new ErasureReceipt(Map.of(Layer.EXACT, 0L), Set.of()));
				assertThat(FreshnessSnippets.ask(prices)).isEqualTo("answer 5");
				context.getBean(SimpleVectorStore.class).add(List.of(new Document("A kettle costs 20.")));
				assertThat(AopUtils.isAopProxy(context.getBean("handbook"))).isTrue();
			});
	}

}
