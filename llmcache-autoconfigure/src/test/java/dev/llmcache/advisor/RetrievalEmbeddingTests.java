package dev.llmcache.advisor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import dev.llmcache.CacheHooks;
import dev.llmcache.Generations;
import dev.llmcache.Invalidation;
import dev.llmcache.LlmCache;
import dev.llmcache.embedding.CachingEmbeddingModel;
import dev.llmcache.embedding.EmbeddingCache;
import dev.llmcache.embedding.SpringAiQuestionEmbedder;
import dev.llmcache.embedding.VectorMemory;
import dev.llmcache.exact.ExactCache;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.policy.Mode;
import dev.llmcache.policy.OwnerKind;
import dev.llmcache.policy.Placement;
import dev.llmcache.policy.ToolUse;
import dev.llmcache.semantic.SemanticCache;
import dev.llmcache.store.InMemoryLeaseStore;
import dev.llmcache.store.lucene.LuceneVectorIndex;
import dev.llmcache.test.CountingEmbeddingModel;
import dev.llmcache.test.MapAnswerStore;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.TestGenerations;
import dev.llmcache.test.TestPolicy;
import dev.llmcache.test.TestSemantics;
import dev.llmcache.test.TestVectors;
import dev.llmcache.test.ToolUsingChatModel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.document.Document;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.vectorstore.SimpleVectorStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How often a question is embedded for the cache and for Spring AI's own advisors, which
 * retrieve documents for it, together.
 */
class RetrievalEmbeddingTests {

	private static final String QUESTION = "When does the shop open?";

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final LuceneVectorIndex index = LuceneVectorIndex.inMemory(10 << 20, this.clock);

	private final CountingEmbeddingModel model = new CountingEmbeddingModel();

	private final VectorMemory memory = TestVectors.memory();

	private final CachingEmbeddingModel caching = TestVectors.caching(this.model, this.memory, null);

	private final SimpleVectorStore handbook = SimpleVectorStore.builder(this.caching).build();

	private final TestPolicy policy = new TestPolicy();

	private @Nullable LlmCache cache;

	@BeforeEach
	void fill() {
		// As the space of the model is measured before the first question
		this.handbook.add(List.of(new Document("1", "The shop does open at nine.", Map.of())));
	}

	@AfterEach
	void close() {
		this.index.close();
	}

	@ParameterizedTest
	@MethodSource("allWays")
	void aMissEmbedsOnceAndAnExactHitNever(RetrievalTests.Retrieval retrieval, Way way) {
		ChatClient client = client(retrieval.advisor(this.handbook));
		assertThat(way.did(ask(client, "acme", QUESTION))).isEqualTo("no-candidate");
		assertThat(embedded(QUESTION)).isOne();
		assertThat(way.did(ask(client, "acme", QUESTION))).isEqualTo("hit");
		assertThat(embedded(QUESTION)).isOne();
	}

	@ParameterizedTest
	@MethodSource("allWays")
	void anotherTenantsQuestionIsEmbeddedAnew(RetrievalTests.Retrieval retrieval, Way way) {
		ChatClient client = client(retrieval.advisor(this.handbook));
		way.did(ask(client, "acme", QUESTION));
		way.did(ask(client, "globex", QUESTION));
		assertThat(embedded(QUESTION)).isEqualTo(2);
	}

	@ParameterizedTest
	@MethodSource("allWays")
	void aPublicAnswersQuestionIsEveryones(RetrievalTests.Retrieval retrieval, Way way) {
		this.policy.owner = OwnerKind.PUBLIC;
		ChatClient client = client(retrieval.advisor(this.handbook));
		way.did(ask(client, "acme", QUESTION));
		way.did(ask(client, "globex", QUESTION).advisors(LlmCacheParams.noCache()));
		assertThat(embedded(QUESTION)).isOne();
	}

	@ParameterizedTest
	@MethodSource("allWays")
	void aCallThatTheCacheStaysOutOfLeavesNothingBehind(RetrievalTests.Retrieval retrieval, Way way) {
		ChatClient client = client(retrieval.advisor(this.handbook));
		assertThat(way.did(client.prompt(QUESTION))).isEqualTo("no-tenant");
		assertThat(way.did(client.prompt(QUESTION))).isEqualTo("no-tenant");
		assertThat(embedded(QUESTION)).isEqualTo(2);
	}

	@ParameterizedTest
	@MethodSource("allWays")
	void aCallThatTheCacheStaysOutOfForAnotherReasonHasAnOwner(RetrievalTests.Retrieval retrieval, Way way) {
		this.policy.mode = Mode.OFF;
		ChatClient client = client(retrieval.advisor(this.handbook));
		assertThat(way.did(ask(client, "acme", QUESTION))).isEqualTo("policy-off");
		assertThat(way.did(ask(client, "acme", QUESTION))).isEqualTo("policy-off");
		assertThat(embedded(QUESTION)).isOne();
	}

	@ParameterizedTest
	@MethodSource("allWays")
	void nextToTheModelAMissEmbedsOnceAndAHitNotAgain(RetrievalTests.Retrieval retrieval, Way way) {
		this.policy.placement = Placement.MODEL_CALL;
		ChatClient client = client(retrieval.advisor(this.handbook));
		assertThat(way.did(ask(client, "acme", QUESTION))).isEqualTo("not-found");
		assertThat(way.did(ask(client, "acme", QUESTION))).isEqualTo("hit");
		assertThat(embedded(QUESTION)).isOne();
	}

	@ParameterizedTest
	@MethodSource("allWays")
	void aSensitiveQuestionIsNotRemembered(RetrievalTests.Retrieval retrieval, Way way) {
		this.policy.sensitive = true;
		ChatClient client = client(retrieval.advisor(this.handbook));
		way.did(ask(client, "acme", QUESTION).advisors(LlmCacheParams.user("ann")));
		this.caching.embed(new Document(QUESTION));
		assertThat(embedded(QUESTION)).isEqualTo(2);
		assertThat(this.memory.forget()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void erasingATenantForgetsItsQuestions(Way way) {
		ChatClient client = client(RetrievalTests.Retrieval.AUGMENTATION.advisor(this.handbook));
		way.did(ask(client, "acme", QUESTION));
		Objects.requireNonNull(this.cache).erase(Invalidation.byTenant("acme"));
		assertThat(way.did(ask(client, "acme", QUESTION))).isEqualTo("no-candidate");
		assertThat(embedded(QUESTION)).isEqualTo(2);
	}

	@Test
	void aLaterRoundOfAStreamThatBeginsOnTheModelsThreadKnowsTheOwnerWhereReactorTakesItAlong() {
		this.policy.tools = ToolUse.DECLARED;
		this.policy.idempotentTools = Set.of("clock");
		ChatClient client = client(new ModelOnItsThread(),
				RetrievalTests.Retrieval.AUGMENTATION.advisor(this.handbook));
		Way.STREAM.did(ask(client, "acme", QUESTION).tools(new Clock()));
		assertThat(embedded(QUESTION)).isEqualTo(2);
		Hooks.enableAutomaticContextPropagation();
		try {
			Way.STREAM.did(ask(client, "globex", QUESTION).tools(new Clock()));
			assertThat(embedded(QUESTION)).isEqualTo(3);
		}
		finally {
			Hooks.disableAutomaticContextPropagation();
		}
	}

	/** Asks for a tool first, and streams from a thread that nobody else has. */
	private static final class ModelOnItsThread implements ChatModel {

		private final ToolUsingChatModel delegate = new ToolUsingChatModel("clock");

		@Override
		public ChatResponse call(Prompt prompt) {
			return this.delegate.call(prompt);
		}

		@Override
		public Flux<ChatResponse> stream(Prompt prompt) {
			return Flux.create((sink) -> Thread.ofPlatform().start(() -> {
				sink.next(call(prompt));
				sink.complete();
			}));
		}

		@Override
		public ChatOptions getOptions() {
			return this.delegate.getOptions();
		}

	}

	/** Tool that the model asks for. */
	static final class Clock {

		@Tool
		String clock() {
			return "noon";
		}

	}

	@Test
	void nothingIsLeftOnTheThread() {
		ChatClient client = client();
		Way.CALL.did(ask(client, "acme", QUESTION));
		this.caching.embed(QUESTION);
		this.caching.embed(QUESTION);
		assertThat(embedded(QUESTION)).isEqualTo(3);
	}

	private ChatClient client(Advisor... others) {
		return client(ScriptedChatModel.counting(), others);
	}

	private ChatClient client(ChatModel asked, Advisor... others) {
		Generations generations = TestGenerations.local(this.clock);
		EmbeddingCache embeddings = new EmbeddingCache(
				new SpringAiQuestionEmbedder(this.model, null, this.caching.space()), this.memory);
		this.cache = new LlmCache(
				List.of(new ExactCache(new MapAnswerStore(this.clock), generations, TestVectors.KEYRING.currentId(),
						this.clock),
						new SemanticCache(embeddings, this.index, TestSemantics.settings(), generations,
								TestVectors.KEYRING.currentId(), TestGenerations.DIRECT, this.clock)),
				List.of(this.memory), generations, TestVectors.MARKS, CacheHooks.of((layer, failure) -> {
					throw new AssertionError(failure);
				}));
		CacheAdvisors advisors = CacheAdvisors.of(this.cache, TestVectors.KEYRING,
				Map.of(this.policy.name, this.policy.policy(true)),
				new CallSettings("test", "", IdentitySources.NONE, List.of()), new InMemoryLeaseStore(this.clock),
				this.clock);
		ChatClient client = ChatClient.builder(asked).defaultAdvisors(others).build();
		return new CachedChatClient(client, advisors, "desk", this.policy.name);
	}

	private static ChatClientRequestSpec ask(ChatClient client, String tenant, String question) {
		return client.prompt(question).advisors(LlmCacheParams.tenant(tenant));
	}

	private int embedded(String text) {
		return this.model.embedded().getOrDefault(text, 0);
	}

	static Stream<Arguments> allWays() {
		return RetrievalTests.allWays();
	}

}
