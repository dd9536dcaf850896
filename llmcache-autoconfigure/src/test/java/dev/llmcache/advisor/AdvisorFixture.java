package dev.llmcache.advisor;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.llmcache.AnswerComparison;
import dev.llmcache.AnswerLayer;
import dev.llmcache.CacheHooks;
import dev.llmcache.CacheTracing;
import dev.llmcache.Generations;
import dev.llmcache.LlmCache;
import dev.llmcache.exact.AnswerCandidates;
import dev.llmcache.exact.ExactCache;
import dev.llmcache.freshness.FleetGenerations;
import dev.llmcache.freshness.Freshness;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.identity.TenantResolver;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.MarkDigests;
import dev.llmcache.key.Secret;
import dev.llmcache.key.SignedAnswerIds;
import dev.llmcache.policy.CachePolicy;
import dev.llmcache.policy.OwnerKind;
import dev.llmcache.report.Ledger;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.InMemoryGenerationStore;
import dev.llmcache.store.InMemoryLeaseStore;
import dev.llmcache.store.LeaseStore;
import dev.llmcache.test.MapAnswerStore;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.TestPolicy;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.ai.chat.model.ChatModel;

/**
 * A cache with an exact layer in a map, in front of whatever model a test brings.
 */
final class AdvisorFixture {

	private static final Freshness STRICT = new Freshness(true, Duration.ofSeconds(1), Duration.ofSeconds(30),
			Duration.ofDays(7));

	final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	final MapAnswerStore store = new MapAnswerStore(this.clock);

	final Ledger ledger = new Ledger(this.clock);

	final LlmCache cache;

	final CacheAdvisors advisors;

	private final Keyring keyring = new Keyring(Secret.random(), null);

	private final GenerationStore generations = new InMemoryGenerationStore(this.clock);

	private final LeaseStore leases = new InMemoryLeaseStore(this.clock);

	private final CallSettings settings;

	private final Map<String, CachePolicy> policies = new HashMap<>();

	private AdvisorFixture(boolean tenants, IdentitySources identities, List<TestPolicy> policies,
			AnswerLayer... layers) {
		this(tenants, new CallSettings("test", "", identities, List.of()), policies, Freshness.STANDARD, layers);
	}

	private AdvisorFixture(boolean tenants, CallSettings settings, List<TestPolicy> policies, Freshness freshness,
			AnswerLayer... layers) {
		Generations generations = new FleetGenerations(this.generations, freshness, this.clock);
		this.cache = new LlmCache(
				(layers.length > 0) ? List.of(layers)
						: List.of(new ExactCache(this.store, generations, this.keyring.currentId(), this.clock)),
				List.of(), generations, new MarkDigests(this.keyring, "test"), new CacheHooks((layer, failure) -> {
				}, this.ledger, CacheTracing.NONE, new SignedAnswerIds(this.keyring, settings.namespace())::read,
						Runnable::run));
		policies.forEach((policy) -> this.policies.put(policy.name, policy.policy(tenants)));
		this.settings = controlled(settings, generations);
		this.advisors = CacheAdvisors.of(this.cache, this.keyring, this.policies, this.settings, this.leases,
				this.clock);
	}

	private CallSettings controlled(CallSettings settings, Generations generations) {
		AnswerCandidates candidates = new AnswerCandidates(this.store, (write) -> {
			write.run();
			return CompletableFuture.completedFuture(null);
		}, generations, AnswerComparison.BY_TEXT, this.keyring.currentId(), this.clock);
		StoreControls controls = settings.controls();
		return new CallSettings(settings.namespace(), settings.version(), settings.identities(), settings.answerRules(),
				settings.tagResolvers(), settings.corpora(), settings.refresh(), settings.shaper(),
				new StoreControls(controls.trustedWriters(), candidates, controls.answersPerMinute()));
	}

	/** Client of another instance, which shares all but what this one's advisors know. */
	ChatClient clientOfAnotherInstance(ChatModel model) {
		CacheAdvisors others = CacheAdvisors.of(this.cache, this.keyring, this.policies, this.settings, this.leases,
				this.clock);
		return ChatClient.builder(model).defaultAdvisors(others.all()).build();
	}

	static AdvisorFixture singleTenant(AnswerLayer... layers) {
		return new AdvisorFixture(false, IdentitySources.NONE, List.of(new TestPolicy()), layers);
	}

	static AdvisorFixture withTenants(TenantResolver resolver) {
		return withTenants(IdentitySources.NONE.withResolvers(resolver, null));
	}

	static AdvisorFixture withTenants(IdentitySources identities) {
		return new AdvisorFixture(true, identities, List.of(new TestPolicy()));
	}

	static AdvisorFixture withoutTenants(IdentitySources identities) {
		return new AdvisorFixture(false, identities, List.of(new TestPolicy()));
	}

	static AdvisorFixture withUsers(IdentitySources identities) {
		TestPolicy policy = new TestPolicy();
		policy.owner = OwnerKind.USER;
		return new AdvisorFixture(false, identities, List.of(policy));
	}

	static AdvisorFixture withPolicy(Consumer<TestPolicy> settings) {
		TestPolicy policy = new TestPolicy();
		settings.accept(policy);
		return new AdvisorFixture(false, IdentitySources.NONE, List.of(policy));
	}

	static AdvisorFixture withControls(StoreControls controls, IdentitySources identities,
			Consumer<TestPolicy> settings) {
		TestPolicy policy = new TestPolicy();
		settings.accept(policy);
		return new AdvisorFixture(false, new CallSettings("test", "", identities, List.of(), List.of(),
				CorpusNames.NONE, RefreshSettings.STANDARD, null, controls), List.of(policy), STRICT);
	}

	static AdvisorFixture withTenantsAndPolicies(TestPolicy... policies) {
		return new AdvisorFixture(true, IdentitySources.NONE, List.of(policies));
	}

	/**
	 * One that looks for tags everywhere, and relies on no generation that it read
	 * before.
	 */
	static AdvisorFixture withTags(CorpusNames corpora, List<TagResolver> resolvers, TestPolicy... policies) {
		return new AdvisorFixture(true, new CallSettings("test", "", IdentitySources.NONE, List.of(), resolvers,
				corpora, RefreshSettings.STANDARD), List.of(policies), STRICT);
	}

	ChatClient client(ChatModel model, Advisor... others) {
		return ChatClient.builder(model).defaultAdvisors(this.advisors.all()).defaultAdvisors(others).build();
	}

	ChatClient namedClient(String name, ChatModel model, Advisor... others) {
		return new CachedChatClient(ChatClient.builder(model).defaultAdvisors(others).build(), this.advisors, name,
				"default");
	}

}
