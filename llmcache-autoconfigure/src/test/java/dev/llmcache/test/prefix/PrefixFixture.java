package dev.llmcache.test.prefix;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.llmcache.advisor.IdentityReader;
import dev.llmcache.advisor.prefix.AnthropicHints;
import dev.llmcache.advisor.prefix.GoogleHints;
import dev.llmcache.advisor.prefix.OpenAiHints;
import dev.llmcache.advisor.prefix.OpenAiHints.CacheKeyUse;
import dev.llmcache.advisor.prefix.PrefixAdvisor;
import dev.llmcache.advisor.prefix.PrefixSettings;
import dev.llmcache.advisor.prefix.ProviderHints;
import dev.llmcache.advisor.prefix.SaltReader;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.Secret;
import dev.llmcache.policy.OwnerKind;
import dev.llmcache.policy.PolicySettings;
import dev.llmcache.prefix.DriftSettings;
import dev.llmcache.prefix.PrefixLedger;
import dev.llmcache.prefix.PrefixPolicy;
import dev.llmcache.prefix.ProviderTermsTable;
import dev.llmcache.prefix.ShardedKeys;
import dev.llmcache.prefix.StablePrompt;
import dev.llmcache.prefix.WriteGate;
import dev.llmcache.test.MutableInstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The prefix layer of a test, which says only what the test is about.
 */
public final class PrefixFixture {

	public final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-11-30T09:00:00Z"));

	public boolean enabled = true;

	public boolean orderedTools = true;

	public PrefixPolicy policy = PrefixPolicy.OFF;

	public List<StablePrompt> blocks = List.of();

	public CacheKeyUse cacheKey = CacheKeyUse.NEVER;

	public boolean salted;

	public boolean tenants;

	public OwnerKind owner = OwnerKind.TENANT;

	public boolean oneHour;

	public DriftSettings drift = DriftSettings.STANDARD;

	public @Nullable GoogleHints google;

	public PrefixAdvisor advisor() {
		Keyring keyring = new Keyring(Secret.of("a secret of thirty-two characters".getBytes(StandardCharsets.UTF_8)),
				null);
		ProviderTermsTable terms = ProviderTermsTable.standard();
		List<ProviderHints> hints = List.of(new OpenAiHints(this.cacheKey, new ShardedKeys(12), this.salted),
				new AnthropicHints(new WriteGate(this.oneHour)),
				(this.google != null) ? this.google : new GoogleHints(null));
		return new PrefixAdvisor(
				new PrefixSettings(this.enabled, this.orderedTools, Map.of(PolicySettings.DEFAULT, this.policy),
						this.blocks, terms),
				hints, new PrefixLedger(keyring, this.drift, terms.asOf()),
				new SaltReader(new IdentityReader(IdentitySources.NONE), keyring, (policy) -> this.owner, this.tenants),
				this.clock);
	}

}
