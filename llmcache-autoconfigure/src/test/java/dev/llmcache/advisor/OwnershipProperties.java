package dev.llmcache.advisor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import dev.llmcache.CacheHooks;
import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.Generations;
import dev.llmcache.Layer;
import dev.llmcache.LlmCache;
import dev.llmcache.embedding.EmbeddingCache;
import dev.llmcache.exact.ExactCache;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.MarkDigests;
import dev.llmcache.key.Secret;
import dev.llmcache.policy.CachePolicy;
import dev.llmcache.policy.OwnerKind;
import dev.llmcache.semantic.SemanticCache;
import dev.llmcache.store.InMemoryLeaseStore;
import dev.llmcache.store.lucene.LuceneVectorIndex;
import dev.llmcache.test.MapAnswerStore;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.TestGenerations;
import dev.llmcache.test.TestPolicy;
import dev.llmcache.test.TestSemantics;
import dev.llmcache.test.WordEmbedder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many calls by many tenants and users who ask much the same: whoever is answered from
 * the cache gets an answer that was made for an owner that is theirs.
 */
class OwnershipProperties {

	private static final int CALLS = 2_000;

	private static final List<OwnerKind> KINDS = List.of(OwnerKind.values());

	private static final List<String> TENANTS = List.of("acme", "globex", "initech", "acme\0", "Acme");

	private static final List<String> USERS = List.of("ada", "grace", "acme", "ad", "a");

	private static final List<String> QUESTIONS = List.of("How do I return a kettle?", "How can I return a kettle?",
			"How do I return the kettle?", "When does the shop open on Monday?", "When does the shop open on a Monday?",
			"What is in my basket?", "What is there in my basket?");

	/** Answers with the owner for whom it was asked. */
	private static final class OwnerModel implements ChatModel {

		private String owner = "";

		@Override
		public ChatResponse call(Prompt prompt) {
			return new ChatResponse(List.of(new Generation(new AssistantMessage(this.owner))));
		}

		@Override
		public Flux<ChatResponse> stream(Prompt prompt) {
			return Flux.defer(() -> Flux.just(call(prompt)));
		}

		@Override
		public ChatOptions getOptions() {
			return ChatOptions.builder().model("owner").build();
		}

	}

	@Property(tries = 5, shrinking = ShrinkingMode.OFF)
	void noAnswerIsServedToAnotherOwner(@ForAll long seed) {
		MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));
		try (LuceneVectorIndex index = LuceneVectorIndex.inMemory(64_000_000, clock)) {
			Keyring keyring = new Keyring(Secret.random(), null);
			Generations generations = TestGenerations.local(clock);
			LlmCache cache = new LlmCache(
					List.of(new ExactCache(new MapAnswerStore(clock), generations, keyring.currentId(), clock),
							new SemanticCache(new EmbeddingCache(new WordEmbedder("words"), 1_000_000), index,
									TestSemantics.settings(), generations, keyring.currentId(), TestGenerations.DIRECT,
									clock)),
					List.of(), generations, new MarkDigests(keyring, "test"), CacheHooks.of((layer, failure) -> {
						throw new AssertionError(failure);
					}));
			OwnerModel model = new OwnerModel();
			ChatClient client = ChatClient.builder(model)
				.defaultAdvisors(CacheAdvisors
					.of(cache, keyring, policies(), new CallSettings("test", "", IdentitySources.NONE, List.of()),
							new InMemoryLeaseStore(clock), clock)
					.all())
				.build();
			Hits hits = new Hits();
			Random random = new Random(seed);
			for (int call = 0; call < CALLS; call++) {
				hits.ask(client, model, random);
				clock.advance(Duration.ofSeconds(random.nextInt(10)));
			}
			assertThat(hits.exact).isPositive();
			assertThat(hits.semantic).isPositive();
		}
	}

	private static Map<String, CachePolicy> policies() {
		return Map.of("PUBLIC", policy(OwnerKind.PUBLIC), "TENANT", policy(OwnerKind.TENANT), "USER",
				policy(OwnerKind.USER));
	}

	private static CachePolicy policy(OwnerKind owner) {
		TestPolicy policy = new TestPolicy();
		policy.name = owner.name();
		policy.owner = owner;
		policy.threshold = 0.7;
		return policy.policy(true);
	}

	private static final class Hits {

		private int exact;

		private int semantic;

		void ask(ChatClient client, OwnerModel model, Random random) {
			OwnerKind kind = KINDS.get(random.nextInt(KINDS.size()));
			String tenant = TENANTS.get(random.nextInt(TENANTS.size()));
			String user = USERS.get(random.nextInt(USERS.size()));
			model.owner = switch (kind) {
				case PUBLIC -> "everyone";
				case TENANT -> "tenant %s".formatted(tenant);
				case USER -> "user %s of %s".formatted(user, tenant);
			};
			ChatClientRequestSpec spec = client.prompt()
				.user(QUESTIONS.get(random.nextInt(QUESTIONS.size())))
				.advisors(LlmCacheParams.policy(kind.name()))
				.advisors(LlmCacheParams.tenant(tenant))
				.advisors(LlmCacheParams.user(user));
			List<ChatClientResponse> chunks = random.nextBoolean() ? List.of(spec.call().chatClientResponse())
					: Calls.stream(spec);
			assertThat(String.join("", chunks.stream().map(Hits::text).toList())).isEqualTo(model.owner);
			count(Calls.outcome(chunks.getLast()));
		}

		private static String text(ChatClientResponse chunk) {
			Generation generation = Objects.requireNonNull(Objects.requireNonNull(chunk.chatResponse()).getResult());
			return Objects.requireNonNull(generation.getOutput().getText());
		}

		private void count(CacheOutcome outcome) {
			if (outcome.status() == Status.HIT) {
				this.exact += (outcome.layer() == Layer.EXACT) ? 1 : 0;
				this.semantic += (outcome.layer() == Layer.SEMANTIC) ? 1 : 0;
			}
		}

	}

}
