package dev.llmcache.transfer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import dev.llmcache.CacheHooks;
import dev.llmcache.CacheOutcome;
import dev.llmcache.Generations;
import dev.llmcache.LlmCache;
import dev.llmcache.advisor.CacheAdvisors;
import dev.llmcache.advisor.CallSettings;
import dev.llmcache.advisor.ClientPlanner;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.embedding.EmbeddingCache;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.exact.ExactCache;
import dev.llmcache.freshness.FleetGenerations;
import dev.llmcache.freshness.Freshness;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.MarkDigests;
import dev.llmcache.key.Secret;
import dev.llmcache.policy.CachePolicy;
import dev.llmcache.semantic.QuestionIndex;
import dev.llmcache.semantic.SemanticCache;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.InMemoryGenerationStore;
import dev.llmcache.store.InMemoryLeaseStore;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.caffeine.CaffeineAnswerStore;
import dev.llmcache.store.lucene.LuceneVectorIndex;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.TestGenerations;
import dev.llmcache.test.TestPolicy;
import dev.llmcache.test.TestSemantics;
import dev.llmcache.test.WordEmbedder;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.AdvisorSpec;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.model.ChatResponse;

/**
 * An environment with a cache, a model and a client named "desk".
 */
final class Shop implements AutoCloseable {

	final ScriptedChatModel model = ScriptedChatModel.counting();

	final Generations generations;

	final LlmCache cache;

	final CacheTransfer transfer;

	final AnswerStore exact;

	final VectorIndex semantic;

	final QuestionIndex questions;

	final Keyring keyring;

	final ClientPlanner planner;

	private final ChatClient desk;

	Shop(Builder builder) {
		MutableInstantSource clock = builder.clock;
		this.keyring = new Keyring(builder.secret, null);
		this.generations = new FleetGenerations(
				Objects.requireNonNullElseGet(builder.generations, () -> new InMemoryGenerationStore(clock)),
				Freshness.STANDARD, clock);
		this.exact = Objects.requireNonNullElseGet(builder.exact, () -> new CaffeineAnswerStore(10 << 20, clock));
		this.semantic = Objects.requireNonNullElseGet(builder.semantic,
				() -> LuceneVectorIndex.inMemory(10 << 20, clock));
		EmbeddingCache embeddings = new EmbeddingCache(builder.embedder, 1 << 20);
		this.questions = new QuestionIndex(embeddings, this.semantic, this.generations);
		MarkDigests marks = new MarkDigests(this.keyring, builder.namespace);
		this.cache = new LlmCache(
				List.of(new ExactCache(this.exact, this.generations, this.keyring.currentId(), clock),
						new SemanticCache(embeddings, this.semantic, TestSemantics.settings(), this.generations,
								this.keyring.currentId(), TestGenerations.DIRECT, clock)),
				List.of(), this.generations, marks, CacheHooks.of((layer, failure) -> {
				}));
		Map<String, CachePolicy> policies = new HashMap<>();
		builder.policies.forEach((policy) -> policies.put(policy.name, policy.policy(builder.tenants)));
		CacheAdvisors advisors = CacheAdvisors.of(this.cache, this.keyring, policies,
				new CallSettings(builder.namespace, builder.version, IdentitySources.NONE, List.of()),
				new InMemoryLeaseStore(clock), clock);
		this.desk = ChatClient.builder(this.model)
			.defaultSystem(builder.system)
			.defaultAdvisors(advisors.all())
			.defaultAdvisors(LlmCacheParams.client("desk"))
			.build();
		this.planner = new ClientPlanner(advisors, (name) -> "desk".equals(name) ? this.desk : null);
		this.transfer = new CacheTransfer(new TransferLayers(this.exact, this.semantic, this.questions),
				this.generations, marks, this.keyring, this.planner, clock);
	}

	static Builder with(Secret secret, MutableInstantSource clock) {
		return new Builder(secret, clock);
	}

	@SafeVarargs
	@SuppressWarnings("varargs")
	final CacheOutcome ask(String question, Consumer<AdvisorSpec>... parameters) {
		ChatClientResponse response = response(question, List.of(parameters));
		return Objects.requireNonNull(CacheOutcome.from(response.context()));
	}

	@SafeVarargs
	@SuppressWarnings("varargs")
	final @Nullable String answer(String question, Consumer<AdvisorSpec>... parameters) {
		ChatResponse response = Objects.requireNonNull(response(question, List.of(parameters)).chatResponse());
		return Objects.requireNonNull(response.getResult()).getOutput().getText();
	}

	private ChatClientResponse response(String question, List<Consumer<AdvisorSpec>> parameters) {
		ChatClientRequestSpec call = this.desk.prompt().user(question);
		parameters.forEach(call::advisors);
		return call.call().chatClientResponse();
	}

	ChatClient desk() {
		return this.desk;
	}

	String exported() throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		this.transfer.exportTo(out);
		return out.toString(StandardCharsets.UTF_8);
	}

	TransferReceipt imported(String file) throws IOException {
		return this.transfer.importFrom(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
	}

	@Override
	public void close() {
		this.exact.close();
		this.semantic.close();
	}

	/**
	 * What an environment is made of.
	 */
	static final class Builder {

		private final Secret secret;

		private final MutableInstantSource clock;

		private String namespace = "shop";

		private String version = "1";

		private String system = "You are a support desk.";

		private boolean tenants;

		private QuestionEmbedder embedder = new WordEmbedder("words");

		private @Nullable GenerationStore generations;

		private @Nullable AnswerStore exact;

		private @Nullable VectorIndex semantic;

		private List<TestPolicy> policies = List.of(policy());

		private Builder(Secret secret, MutableInstantSource clock) {
			this.secret = secret;
			this.clock = clock;
		}

		private static TestPolicy policy() {
			TestPolicy policy = new TestPolicy();
			policy.threshold = 0.7;
			return policy;
		}

		Builder namespace(String name) {
			this.namespace = name;
			return this;
		}

		Builder version(String name) {
			this.version = name;
			return this;
		}

		Builder system(String text) {
			this.system = text;
			return this;
		}

		Builder tenants() {
			this.tenants = true;
			return this;
		}

		Builder embedder(QuestionEmbedder other) {
			this.embedder = other;
			return this;
		}

		Builder generations(GenerationStore store) {
			this.generations = store;
			return this;
		}

		Builder stores(AnswerStore answers, VectorIndex index) {
			this.exact = answers;
			this.semantic = index;
			return this;
		}

		Builder policy(Consumer<TestPolicy> settings) {
			TestPolicy policy = policy();
			settings.accept(policy);
			this.policies = List.of(policy);
			return this;
		}

		Shop open() {
			return new Shop(this);
		}

	}

}
