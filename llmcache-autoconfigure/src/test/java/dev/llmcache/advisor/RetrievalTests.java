package dev.llmcache.advisor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.llmcache.Invalidation;
import dev.llmcache.StoreRejection;
import dev.llmcache.policy.Placement;
import dev.llmcache.policy.ToolUse;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.TestPolicy;
import dev.llmcache.test.ToolUsingChatModel;
import dev.llmcache.test.WordEmbeddingModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.ai.chat.client.advisor.vectorstore.QuestionAnswerAdvisor;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.advisor.RetrievalAugmentationAdvisor;
import org.springframework.ai.rag.retrieval.search.VectorStoreDocumentRetriever;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.SimpleVectorStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tags that answers bear by what Spring AI's own advisors retrieved for them from a
 * vector store.
 */
class RetrievalTests {

	private static final String QUESTION = "When does the shop open?";

	private final SimpleVectorStore handbook = SimpleVectorStore.builder(new WordEmbeddingModel()).build();

	private final AdvisorFixture fixture = fixture(Placement.ANSWER);

	private final ScriptedChatModel model = ScriptedChatModel.counting();

	private AdvisorFixture fixture(Placement placement) {
		TestPolicy policy = new TestPolicy();
		policy.placement = placement;
		policy.tools = ToolUse.DECLARED;
		policy.idempotentTools = Set.of("clock");
		return AdvisorFixture.withTags((store) -> this.handbook.equals(store) ? Set.of("handbook") : Set.of("any"),
				List.of(), policy);
	}

	@ParameterizedTest
	@MethodSource("allWays")
	void anAnswerGoesWithADocumentThatItWasMadeFrom(Retrieval retrieval, Way way) {
		add("1", "The shop does open at nine.", Map.of("version", 7));
		add("2", "The warranty is two years.", Map.of());
		ChatClient client = client(this.fixture, retrieval);
		for (String tag : List.of("doc:1", "doc:1@7", "corpus:handbook")) {
			way.did(ask(client));
			invalidate(this.fixture, "doc:2", "doc:1@8", "corpus:any");
			assertThat(way.did(ask(client))).as("before " + tag).isEqualTo("hit");
			invalidate(this.fixture, tag);
			assertThat(way.did(ask(client))).as("after " + tag).isEqualTo("not-found");
		}
	}

	@ParameterizedTest
	@MethodSource("allWays")
	void anAnswerForWhichNothingWasFoundGoesWithTheStore(Retrieval retrieval, Way way) {
		ChatClient client = client(this.fixture, retrieval);
		way.did(ask(client));
		assertThat(way.did(ask(client))).isEqualTo("hit");
		invalidate(this.fixture, "corpus:handbook");
		assertThat(way.did(ask(client))).isEqualTo("not-found");
	}

	@ParameterizedTest
	@MethodSource("allWays")
	void anAnswerWhoseDocumentIsInvalidatedOnTheWayIsNotKept(Retrieval retrieval, Way way) {
		add("1", "The shop does open at nine.", Map.of());
		ChatClient client = client(this.fixture, retrieval, invalidatingOnce("doc:1"));
		assertThat(way.did(ask(client))).isEqualTo("not-found");
		assertThat(way.did(ask(client))).isEqualTo("not-found");
		assertThat(way.did(ask(client))).isEqualTo("hit");
		assertThat(this.fixture.ledger.traffic().rejections())
			.isEqualTo(Map.of(StoreRejection.GENERATIONS_UNKNOWN.code(), 1L));
	}

	@ParameterizedTest
	@MethodSource("allWays")
	void anAnswerWhoseStoreIsInvalidatedOnTheWayIsNotServed(Retrieval retrieval, Way way) {
		ChatClient client = client(this.fixture, retrieval, invalidatingOnce("corpus:handbook"));
		assertThat(way.did(ask(client))).isEqualTo("not-found");
		assertThat(way.did(ask(client))).isEqualTo("not-found");
		assertThat(way.did(ask(client))).isEqualTo("hit");
	}

	@ParameterizedTest
	@MethodSource("allWays")
	void nextToTheModelTheDocumentsAreKnownBeforeItIsAsked(Retrieval retrieval, Way way) {
		AdvisorFixture next = fixture(Placement.MODEL_CALL);
		add("1", "The shop does open at nine.", Map.of());
		ChatClient client = client(next, retrieval, invalidatingOnce(next, "something else"));
		way.did(ask(client));
		assertThat(way.did(ask(client))).isEqualTo("hit");
		invalidate(next, "doc:1");
		assertThat(way.did(ask(client))).isEqualTo("not-found");
		assertThat(next.ledger.traffic().rejections()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("allWays")
	void nextToTheModelAnAnswerWhoseDocumentIsInvalidatedOnTheWayIsNotServed(Retrieval retrieval, Way way) {
		AdvisorFixture next = fixture(Placement.MODEL_CALL);
		add("1", "The shop does open at nine.", Map.of());
		ChatClient client = client(next, retrieval, invalidatingOnce(next, "doc:1"));
		way.did(ask(client));
		assertThat(way.did(ask(client))).isEqualTo("not-found");
		assertThat(way.did(ask(client))).isEqualTo("hit");
	}

	@ParameterizedTest
	@EnumSource
	void anAnswerGoesWithWhatWasRetrievedInAnyRoundOfTheToolLoop(Way way) {
		add("1", "The shop does open at nine.", Map.of());
		ToolUsingChatModel asking = new ToolUsingChatModel("clock");
		ChatClient client = this.fixture.namedClient("desk", asking, Retrieval.AUGMENTATION.advisor(this.handbook));
		way.did(ask(client).tools(new Replacing()));
		assertThat(asking.rounds()).isEqualTo(2);
		assertThat(this.handbook.similaritySearch(QUESTION)).extracting(Document::getId).containsExactly("2");
		for (String tag : List.of("doc:2", "doc:1")) {
			assertThat(way.did(ask(client).tools(new Replacing()))).isEqualTo("hit");
			invalidate(this.fixture, tag);
			add("1", "The shop does open at nine.", Map.of());
			this.handbook.delete(List.of("2"));
			assertThat(way.did(ask(client).tools(new Replacing()))).as(tag).isEqualTo("not-found");
		}
	}

	@ParameterizedTest
	@MethodSource("allWays")
	void springAiLeavesTheDocumentsInTheContextOfTheResponse(Retrieval retrieval, Way way) {
		add("1", "The shop does open at nine.", Map.of());
		ChatClient client = ChatClient.builder(this.model).defaultAdvisors(retrieval.advisor(this.handbook)).build();
		assertThat(way.responses(client.prompt(QUESTION))).isNotEmpty()
			.allSatisfy((response) -> assertThat(RetrievedDocuments.tags(response.context())).containsExactly("doc:1"));
	}

	@Test
	void whatIsNoDocumentHasNoTag() {
		assertThat(RetrievedDocuments.tags(Map.of("rag_document_context", "text", "qa_retrieved_documents",
				Arrays.asList("text", null, new Document("5", "text", Map.of())))))
			.containsExactly("doc:5");
	}

	private static ChatClientRequestSpec ask(ChatClient client) {
		return client.prompt(QUESTION).advisors(LlmCacheParams.tenant("acme"));
	}

	private ChatClient client(AdvisorFixture of, Retrieval retrieval) {
		return client(of, retrieval, this.model);
	}

	private ChatClient client(AdvisorFixture of, Retrieval retrieval, ScriptedChatModel asked) {
		return of.namedClient("desk", asked, retrieval.advisor(this.handbook));
	}

	private ScriptedChatModel invalidatingOnce(String tag) {
		return invalidatingOnce(this.fixture, tag);
	}

	/** Model during whose first answer a tag is invalidated. */
	private static ScriptedChatModel invalidatingOnce(AdvisorFixture of, String tag) {
		List<String> tags = new ArrayList<>(List.of(tag));
		return ScriptedChatModel.scripted((prompt) -> {
			tags.forEach((name) -> invalidate(of, name));
			tags.clear();
			return Flux.just(ScriptedChatModel.chunk("At nine", "STOP"));
		});
	}

	private static void invalidate(AdvisorFixture of, String... tags) {
		of.cache.invalidate(Stream.of(tags).map(Invalidation::byTag).toArray(Invalidation[]::new));
	}

	private void add(String id, String text, Map<String, Object> metadata) {
		this.handbook.add(List.of(new Document(id, text, metadata)));
	}

	static Stream<Arguments> allWays() {
		return Stream.of(Retrieval.values())
			.flatMap((retrieval) -> Stream.of(Way.values()).map((way) -> Arguments.of(retrieval, way)));
	}

	/** Tool that puts one document in place of another. */
	final class Replacing {

		@Tool
		String clock() {
			RetrievalTests.this.handbook.delete(List.of("1"));
			add("2", "The shop does open at ten.", Map.of());
			return "noon";
		}

	}

	enum Retrieval {

		AUGMENTATION {

			@Override
			Advisor advisor(SimpleVectorStore store) {
				return RetrievalAugmentationAdvisor.builder()
					.documentRetriever(VectorStoreDocumentRetriever.builder()
						.vectorStore(store)
						.similarityThreshold(THRESHOLD)
						.build())
					.build();
			}

		},

		QUESTION_ANSWER {

			@Override
			Advisor advisor(SimpleVectorStore store) {
				return QuestionAnswerAdvisor.builder(store)
					.searchRequest(SearchRequest.builder().similarityThreshold(THRESHOLD).build())
					.build();
			}

		};

		private static final double THRESHOLD = 0.5;

		abstract Advisor advisor(SimpleVectorStore store);

	}

}
