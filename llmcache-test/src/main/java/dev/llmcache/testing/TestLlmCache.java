package dev.llmcache.testing;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.llmcache.Acceptance.Preset;
import dev.llmcache.Auditing;
import dev.llmcache.CacheHooks;
import dev.llmcache.Generations;
import dev.llmcache.LlmCache;
import dev.llmcache.advisor.CacheAdvisors;
import dev.llmcache.advisor.CallSettings;
import dev.llmcache.exact.ExactCache;
import dev.llmcache.freshness.FleetGenerations;
import dev.llmcache.freshness.Freshness;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.MarkDigests;
import dev.llmcache.key.Secret;
import dev.llmcache.policy.CachePolicy;
import dev.llmcache.policy.FlightSettings;
import dev.llmcache.policy.FreshnessSettings;
import dev.llmcache.policy.Mode;
import dev.llmcache.policy.OwnerKind;
import dev.llmcache.policy.Placement;
import dev.llmcache.policy.PolicySettings;
import dev.llmcache.policy.ScopeSettings;
import dev.llmcache.policy.TemperatureHandling;
import dev.llmcache.policy.TemperatureSettings;
import dev.llmcache.policy.ToolUse;
import dev.llmcache.policy.WriteSettings;
import dev.llmcache.store.InMemoryGenerationStore;
import dev.llmcache.store.InMemoryLeaseStore;
import dev.llmcache.store.caffeine.CaffeineAnswerStore;

import org.springframework.ai.chat.client.advisor.api.Advisor;

/**
 * Cache of a test: the exact layer in memory, with nothing else behind it.
 * <p>
 * It answers the same question in the same scope with the same answer, for an hour by its
 * clock, and has no tenants. Each starts empty and knows nothing of the others.
 * Thread-safe.
 */
public final class TestLlmCache {

	private static final long MAX_BYTES = 16 * 1024 * 1024;

	private static final String NAMESPACE = "test";

	private static final PolicySettings POLICY = new PolicySettings(PolicySettings.DEFAULT, Mode.ON, OwnerKind.TENANT,
			false, Placement.ANSWER, Duration.ofHours(1), true, false, Preset.STRICT, Auditing.NONE, 16_384, 262_144,
			new TemperatureSettings(TemperatureHandling.FIRST_RESPONSE, 0, 0, 2, List.of()), ToolUse.NEVER, Set.of(),
			Set.of(), Set.of(), ScopeSettings.STRICT,
			new FreshnessSettings("", Set.of(), 0, Duration.ZERO, Duration.ZERO, false, 0), FlightSettings.SHARED,
			WriteSettings.ANYONE);

	private final LlmCache cache;

	private final CacheAdvisors advisors;

	private TestLlmCache(InstantSource clock) {
		Keyring keyring = new Keyring(Secret.random(), null);
		Generations generations = new FleetGenerations(new InMemoryGenerationStore(clock), Freshness.STANDARD, clock);
		ExactCache exact = new ExactCache(new CaffeineAnswerStore(MAX_BYTES, clock), generations, keyring.currentId(),
				clock);
		this.cache = new LlmCache(List.of(exact), List.of(), generations, new MarkDigests(keyring, NAMESPACE),
				CacheHooks.of((layer, failure) -> {
				}));
		CallSettings settings = new CallSettings(NAMESPACE, "", IdentitySources.NONE, List.of());
		this.advisors = CacheAdvisors.of(this.cache, keyring,
				Map.of(PolicySettings.DEFAULT, new CachePolicy(POLICY, false)), settings, new InMemoryLeaseStore(clock),
				clock);
	}

	/**
	 * Makes an empty cache.
	 * @return the cache
	 */
	public static TestLlmCache inMemory() {
		return inMemory(InstantSource.system());
	}

	/**
	 * Makes an empty cache whose answers grow old by a test's own clock.
	 * @param clock tells the time
	 * @return the cache
	 */
	public static TestLlmCache inMemory(InstantSource clock) {
		return new TestLlmCache(clock);
	}

	/**
	 * What applications invalidate, erase, and switch off and on.
	 * @return the cache
	 */
	public LlmCache cache() {
		return this.cache;
	}

	/**
	 * What a chat client goes through the cache with:
	 * {@code builder.defaultAdvisors(cache.advisors())}.
	 * @return the advisors
	 */
	public List<Advisor> advisors() {
		return this.advisors.all();
	}

}
