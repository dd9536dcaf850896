package dev.llmcache.provider;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.llmcache.Owner;
import dev.llmcache.embedding.CachingEmbeddingModel;
import dev.llmcache.embedding.CountedEmbedder;
import dev.llmcache.embedding.EmbeddingCache;
import dev.llmcache.embedding.ModelSpace;
import dev.llmcache.embedding.SpringAiQuestionEmbedder;
import dev.llmcache.embedding.VectorMemory;
import dev.llmcache.report.EmbeddingAccount;
import dev.llmcache.report.EmbeddingUse;
import dev.llmcache.test.TestVectors;
import dev.llmcache.test.TestVectors.MapEmbeddingStore;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.TokenCountBatchingStrategy;
import org.springframework.ai.ollama.OllamaEmbeddingModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.ollama.api.OllamaEmbeddingOptions;
import org.springframework.ai.ollama.management.ModelManagementOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Spring AI's clients of embedding models send when their vectors are remembered.
 */
class EmbeddingWireTests {

	private final MapEmbeddingStore store = new MapEmbeddingStore();

	private final VectorMemory memory = TestVectors.memory(this.store);

	@Test
	void openAiIsSentWhatNobodyRemembers() throws IOException {
		try (ModelServer server = new ModelServer("/v1/embeddings")) {
			server.script((request, number) -> Reply.json(200, openAi(texts(request))));
			CachingEmbeddingModel caching = remembering(openAi(server, "secret"));
			assertThat(caching.embed("a")).containsExactly(vectorOf("a"));
			EmbeddingResponse response = caching.embedForResponse(List.of("b", "a", "b", "c"));
			assertThat(response.getResults()).extracting(Embedding::getOutput)
				.containsExactly(vectorOf("b"), vectorOf("a"), vectorOf("b"), vectorOf("c"));
			assertThat(response.getMetadata().getUsage().getPromptTokens()).isEqualTo(2);
			assertThat(sent(server)).containsExactly(List.of("a"), List.of("b", "c"));
		}
	}

	@Test
	void openAisDocumentsAreKeptWhateverTheKeyAndNotWhateverTheModel() throws IOException {
		try (ModelServer server = new ModelServer("/v1/embeddings")) {
			server.script((request, number) -> Reply.json(200, openAi(texts(request))));
			List<Document> documents = List.of(new Document("a"), new Document("b"));
			for (String key : List.of("one key", "another key")) {
				CachingEmbeddingModel restarted = new CachingEmbeddingModel(openAi(server, key),
						ModelSpace.of(openAi(server, key), "model", null), TestVectors.memory(this.store), null);
				assertThat(restarted.isNamed()).isTrue();
				assertThat(restarted.embed(documents, EmbeddingOptions.builder().build(),
						new TokenCountBatchingStrategy()))
					.containsExactly(vectorOf("a"), vectorOf("b"));
			}
			assertThat(server.requests()).hasSize(1);
			CachingEmbeddingModel caching = remembering(openAi(server, "one key"));
			caching.call(new EmbeddingRequest(List.of("a"), OpenAiEmbeddingOptions.builder().dimensions(2).build()));
			caching.call(new EmbeddingRequest(List.of("a"), OpenAiEmbeddingOptions.builder().dimensions(3).build()));
			caching.call(new EmbeddingRequest(List.of("a"), OpenAiEmbeddingOptions.builder().dimensions(3).build()));
			assertThat(server.requests()).hasSize(3);
		}
	}

	@Test
	void ollamaSaysWhichModelItIsAndIsSentWhatNobodyRemembers() throws IOException {
		try (ModelServer server = new ModelServer("/api/embed")) {
			server.script((request, number) -> Reply.json(200, ollama(texts(request))));
			EmbeddingModel model = new OllamaEmbeddingModel(OllamaApi.builder().baseUrl(server.url()).build(),
					OllamaEmbeddingOptions.builder().model("nomic-embed-text").build(), ObservationRegistry.NOOP,
					ModelManagementOptions.defaults());
			CachingEmbeddingModel caching = remembering(model);
			assertThat(caching.isNamed()).isTrue();
			caching.embed(List.of("a", "b"));
			assertThat(caching.embed(List.of("b", "c"))).containsExactly(vectorOf("b"), vectorOf("c"));
			assertThat(sent(server)).containsExactly(List.of("a", "b"), List.of("c"));
		}
	}

	@Test
	void theCacheAndTheApplicationShareOpenAisVectors() throws IOException {
		try (ModelServer server = new ModelServer("/v1/embeddings")) {
			server.script((request, number) -> Reply.json(200, openAi(texts(request))));
			EmbeddingModel model = openAi(server, "secret");
			CachingEmbeddingModel caching = remembering(model);
			EmbeddingCache cache = new EmbeddingCache(new SpringAiQuestionEmbedder(model, null, caching.space()),
					this.memory);
			assertThat(cache.embed(new Owner.Application(), "a")).hasSize(3);
			assertThat(caching.embed("a")).containsExactly(vectorOf("a"));
			assertThat(server.requests()).hasSize(1);
		}
	}

	@Test
	void countsWhatOpenAiChargesForTheCacheAndForTheApplication() throws IOException {
		try (ModelServer server = new ModelServer("/v1/embeddings")) {
			server.script((request, number) -> Reply.json(200, openAi(texts(request))));
			EmbeddingModel model = openAi(server, "secret");
			CachingEmbeddingModel caching = remembering(model);
			EmbeddingCache cache = new EmbeddingCache(
					new CountedEmbedder(new SpringAiQuestionEmbedder(model, null, caching.space()), this.memory),
					this.memory);
			cache.embed(new Owner.Application(), "asked");
			cache.embed(new Owner.Application(), "asked");
			caching.embed("asked");
			caching.embed(List.of("asked", "found", "found"));
			List<Document> documents = List.of(new Document("a"), new Document("b"));
			for (int i = 0; i < 2; i++) {
				caching.embed(documents, EmbeddingOptions.builder().build(), new TokenCountBatchingStrategy());
			}
			assertThat(this.memory.accounts()).extracting(EmbeddingAccount::model)
				.containsOnly("text-embedding-3-small");
			assertThat(account(EmbeddingUse.CACHE)).isEqualTo(List.of(1L, 1L, 1L, 1L, 1L));
			assertThat(account(EmbeddingUse.QUESTION)).isEqualTo(List.of(1L, 1L, 1L, 1L, 3L));
			assertThat(account(EmbeddingUse.DOCUMENT)).isEqualTo(List.of(1L, 2L, 2L, 2L, 2L));
			assertThat(this.memory.accounts()).allSatisfy((account) -> assertThat(account.time()).isPositive());
		}
	}

	private List<Long> account(EmbeddingUse use) {
		EmbeddingAccount account = this.memory.accounts()
			.stream()
			.filter((each) -> each.use() == use)
			.findFirst()
			.orElseThrow();
		return List.of(account.calls(), account.embedded(), account.counted(), account.tokens(), account.remembered());
	}

	private CachingEmbeddingModel remembering(EmbeddingModel model) {
		return TestVectors.caching(model, this.memory, new Owner.Application());
	}

	private static EmbeddingModel openAi(ModelServer server, String apiKey) {
		return OpenAiEmbeddingModel.builder()
			.options(OpenAiEmbeddingOptions.builder()
				.baseUrl(server.url() + "/v1")
				.apiKey(apiKey)
				.model("text-embedding-3-small")
				.timeout(Duration.ofSeconds(10))
				.maxRetries(0)
				.build())
			.build();
	}

	private static List<List<String>> sent(ModelServer server) {
		return server.requests().stream().map(EmbeddingWireTests::texts).toList();
	}

	private static List<String> texts(JsonNode request) {
		List<String> texts = new ArrayList<>();
		request.get("input").forEach((text) -> texts.add(text.asString()));
		return texts;
	}

	// What is sent of a document begins with what there is of its metadata
	private static float[] vectorOf(String text) {
		return new float[] { text.charAt(text.length() - 1), 0.5F, -3 };
	}

	private static String json(String text) {
		float[] vector = vectorOf(text);
		return String.format(Locale.ROOT, "[%s, %s, %s]", vector[0], vector[1], vector[2]);
	}

	private static JsonNode openAi(List<String> texts) {
		StringBuilder elements = new StringBuilder();
		for (int i = 0; i < texts.size(); i++) {
			elements.append((i > 0) ? "," : "")
				.append("{\"object\": \"embedding\", \"index\": %d, \"embedding\": %s}".formatted(i,
						json(texts.get(i))));
		}
		return Json.of("""
				{"object": "list", "model": "text-embedding-3-small", "data": [%s],
				 "usage": {"prompt_tokens": %s, "total_tokens": %s}}""".formatted(elements, texts.size(),
				texts.size()));
	}

	private static JsonNode ollama(List<String> texts) {
		return Json.of("""
				{"model": "nomic-embed-text", "embeddings": [%s], "total_duration": 1, "load_duration": 1,
				 "prompt_eval_count": %s}"""
			.formatted(String.join(",", texts.stream().map(EmbeddingWireTests::json).toList()), texts.size()));
	}

}
