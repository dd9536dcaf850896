package dev.llmcache.advisor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.llmcache.AnswerLayer;
import dev.llmcache.LlmCache;
import dev.llmcache.exact.ExactCache;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.Secret;
import dev.llmcache.policy.CachePolicy;
import dev.llmcache.policy.PolicySettings;
import dev.llmcache.test.MapAnswerStore;
import dev.llmcache.test.MutableInstantSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;

/**
 * A cache with an exact layer in a map, in front of whatever model a test brings.
 */
final class AdvisorFixture {

	final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	final MapAnswerStore store = new MapAnswerStore(this.clock);

	final LlmCache cache;

	final LlmCacheAdvisor advisor;

	private AdvisorFixture(boolean singleTenant, TenantResolver tenantResolver, AnswerLayer... layers) {
		Keyring keyring = new Keyring(Secret.random(), null);
		this.cache = new LlmCache((layers.length > 0) ? List.of(layers)
				: List.of(new ExactCache(this.store, keyring.currentId(), this.clock)), (layer, failure) -> {
				});
		PolicySettings settings = new PolicySettings("default", Duration.ofHours(1), true, true, 0.92, 10_000);
		this.advisor = new LlmCacheAdvisor(this.cache, keyring, Map.of("default", new CachePolicy(settings)),
				new CallSettings("test", "", singleTenant, tenantResolver), this.clock);
	}

	static AdvisorFixture singleTenant(AnswerLayer... layers) {
		return new AdvisorFixture(true, (request) -> null, layers);
	}

	static AdvisorFixture withTenants(TenantResolver resolver) {
		return new AdvisorFixture(false, resolver);
	}

	ChatClient client(ChatModel model) {
		return ChatClient.builder(model).defaultAdvisors(this.advisor).build();
	}

}
