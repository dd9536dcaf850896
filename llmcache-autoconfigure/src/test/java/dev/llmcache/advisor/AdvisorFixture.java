package dev.llmcache.advisor;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.llmcache.key.MarkDigests;
import dev.llmcache.Generations;
import dev.llmcache.test.TestGenerations;
import dev.llmcache.AnswerLayer;
import dev.llmcache.LlmCache;
import dev.llmcache.exact.ExactCache;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.identity.TenantResolver;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.Secret;
import dev.llmcache.policy.CachePolicy;
import dev.llmcache.policy.OwnerKind;
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

	final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	final MapAnswerStore store = new MapAnswerStore(this.clock);

	final LlmCache cache;

	final CacheAdvisors advisors;

	private AdvisorFixture(boolean tenants, IdentitySources identities, List<TestPolicy> policies,
			AnswerLayer... layers) {
		Keyring keyring = new Keyring(Secret.random(), null);
		Generations generations = TestGenerations.local(this.clock);
		this.cache = new LlmCache(
				(layers.length > 0) ? List.of(layers)
						: List.of(new ExactCache(this.store, generations, keyring.currentId(), this.clock)),
				List.of(), generations, new MarkDigests(keyring, "test"), (layer, failure) -> {
				});
		Map<String, CachePolicy> byName = new HashMap<>();
		policies.forEach((policy) -> byName.put(policy.name, policy.policy(tenants)));
		this.advisors = CacheAdvisors.of(this.cache, keyring, byName,
				new CallSettings("test", "", identities, List.of()), this.clock);
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

	static AdvisorFixture withTenantsAndPolicies(TestPolicy... policies) {
		return new AdvisorFixture(true, IdentitySources.NONE, List.of(policies));
	}

	ChatClient client(ChatModel model, Advisor... others) {
		return ChatClient.builder(model).defaultAdvisors(this.advisors.all()).defaultAdvisors(others).build();
	}

	ChatClient namedClient(String name, ChatModel model, Advisor... others) {
		return new CachedChatClient(ChatClient.builder(model).defaultAdvisors(others).build(), this.advisors, name,
				"default");
	}

}
