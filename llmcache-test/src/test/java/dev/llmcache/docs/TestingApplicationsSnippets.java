package dev.llmcache.docs;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.Acceptance;
import dev.llmcache.Invalidation;
import dev.llmcache.LlmCache;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.conformance.ConformancePairs;
import dev.llmcache.conformance.LocalEmbeddingModel;
import dev.llmcache.conformance.QuestionPair;
import dev.llmcache.conformance.SemanticConformance;
import dev.llmcache.embedding.local.LocalModel;
import dev.llmcache.testing.TestLlmCache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Java of docs/testing-applications.md, compiled and run.
 */
class TestingApplicationsSnippets {

	private final KettleModel model = new KettleModel();

	@Test
	void asksAgainWhenThePriceHasChanged() {
		TestLlmCache cache = TestLlmCache.inMemory();
		ChatClient client = ChatClient.builder(this.model).defaultAdvisors(cache.advisors()).build();
		PriceDesk desk = new PriceDesk(client, cache.cache());
		desk.ask("What does the kettle cost?");
		desk.ask("What does the kettle cost?");
		assertThat(this.model.calls()).isEqualTo(1);
		desk.priceChanged();
		desk.ask("What does the kettle cost?");
		assertThat(this.model.calls()).isEqualTo(2);
	}

	abstract static class OurModelConformanceTests extends SemanticConformance {

		private static final LocalEmbeddingModel MODEL = new LocalEmbeddingModel(LocalModel.MINILM);

		@Override
		protected EmbeddingModel embeddingModel() {
			return MODEL;
		}

		@Override
		protected Acceptance acceptance() {
			return Acceptance.Preset.BALANCED;
		}

		@Override
		protected List<QuestionPair> pairs() {
			return ConformancePairs.heldOut();
		}

		@AfterAll
		static void close() {
			MODEL.close();
		}

	}

	private record PriceDesk(ChatClient client, LlmCache cache) {

		@Nullable String ask(String question) {
			return this.client.prompt().user(question).advisors(LlmCacheParams.tags("product:42")).call().content();
		}

		void priceChanged() {
			this.cache.invalidate(Invalidation.byTag("product:42"));
		}

	}

	/**
	 * Model that knows one price.
	 */
	private static final class KettleModel implements ChatModel {

		private final AtomicInteger calls = new AtomicInteger();

		@Override
		public ChatResponse call(Prompt prompt) {
			this.calls.incrementAndGet();
			return new ChatResponse(List.of(new Generation(new AssistantMessage("39 euros"),
					ChatGenerationMetadata.builder().finishReason("STOP").build())));
		}

		@Override
		public ChatOptions getOptions() {
			return ChatOptions.builder().model("kettle").build();
		}

		int calls() {
			return this.calls.get();
		}

	}

}

@SpringBootTest(
		properties = { "llmcache.enabled=true", "llmcache.semantic.enabled=false", "llmcache.exact.store=caffeine" })
class KettlePriceTests {

}
