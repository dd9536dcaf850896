package dev.llmcache.advisor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

import dev.llmcache.CacheHooks;
import dev.llmcache.CacheTracing;
import dev.llmcache.Generations;
import dev.llmcache.LlmCache;
import dev.llmcache.Mark;
import dev.llmcache.Marks;
import dev.llmcache.Precision;
import dev.llmcache.embedding.EmbeddingCache;
import dev.llmcache.exact.ExactCache;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.MarkDigests;
import dev.llmcache.key.Secret;
import dev.llmcache.key.SignedAnswerIds;
import dev.llmcache.policy.CachePolicies;
import dev.llmcache.report.Ledger;
import dev.llmcache.report.PolicyReport;
import dev.llmcache.semantic.AnswerJudge;
import dev.llmcache.semantic.AnswerVerifier;
import dev.llmcache.semantic.Calibrators;
import dev.llmcache.semantic.Comparison;
import dev.llmcache.semantic.PolicyPrecisions;
import dev.llmcache.semantic.QuestionIndex;
import dev.llmcache.semantic.SemanticCache;
import dev.llmcache.semantic.SemanticSettings;
import dev.llmcache.semantic.guard.Guards;
import dev.llmcache.store.InMemoryLeaseStore;
import dev.llmcache.store.InMemoryObservationStore;
import dev.llmcache.store.lucene.LuceneVectorIndex;
import dev.llmcache.test.MapAnswerStore;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.TestGenerations;
import dev.llmcache.test.TestPolicy;
import dev.llmcache.test.WordEmbedder;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;

/**
 * A cache with an exact and a semantic layer in memory, in front of whatever model a test
 * brings. Answers say the same if they are the same text.
 */
final class SemanticFixture implements AutoCloseable {

	final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	final Ledger ledger = new Ledger(this.clock);

	final PolicyPrecisions precisions;

	final LlmCache cache;

	private final LuceneVectorIndex index = LuceneVectorIndex.inMemory(10 << 20, this.clock);

	private final CacheAdvisors advisors;

	private final CachePolicies policies;

	SemanticFixture(TestPolicy policy) {
		this(policy, new InMemoryObservationStore());
	}

	SemanticFixture(TestPolicy policy, InMemoryObservationStore observations) {
		Keyring keyring = new Keyring(Secret.random(), null);
		Marks marks = (invalidation) -> List.of(new Mark(invalidation.hashCode(), 1));
		Generations generations = TestGenerations.local(this.clock);
		this.precisions = new PolicyPrecisions(marks, observations, this.clock);
		AnswerJudge byText = (question, stored, answer) -> Optional.of(stored.equals(answer));
		SemanticSettings settings = new SemanticSettings(Guards.standard(),
				new Calibrators(marks, observations, this.clock, new Random(1)), this.precisions, byText,
				AnswerVerifier.NONE, false, new Random(1));
		EmbeddingCache embeddings = new EmbeddingCache(new WordEmbedder("words"), 1 << 20);
		Comparison comparison = new Comparison(new QuestionIndex(embeddings, this.index, generations), settings);
		this.cache = new LlmCache(
				List.of(new ExactCache(new MapAnswerStore(this.clock), generations, keyring.currentId(), this.clock,
						comparison),
						new SemanticCache(embeddings, this.index, settings, generations, keyring.currentId(),
								TestGenerations.DIRECT, this.clock)),
				List.of(), generations, new MarkDigests(keyring, "test"), new CacheHooks((layer, failure) -> {
					throw new AssertionError(failure);
				}, this.ledger, CacheTracing.NONE, new SignedAnswerIds(keyring, "test")::read, Runnable::run));
		this.policies = new CachePolicies(Map.of(policy.name, policy.policy(false)));
		this.advisors = CacheAdvisors.of(this.cache, keyring, this.policies.byName(),
				new CallSettings("test", "", IdentitySources.NONE, List.of()), new InMemoryLeaseStore(this.clock),
				this.clock);
	}

	ChatClient client(ChatModel model) {
		return ChatClient.builder(model).defaultAdvisors(this.advisors.all()).build();
	}

	CachePolicies policies() {
		return this.policies;
	}

	PolicyReport report() {
		return this.ledger.reports().getFirst();
	}

	PolicyPrecisions.Status status() {
		return Objects.requireNonNullElse(this.precisions.status("default"),
				new PolicyPrecisions.Status(true, Precision.UNKNOWN));
	}

	@Override
	public void close() {
		this.index.close();
	}

}
