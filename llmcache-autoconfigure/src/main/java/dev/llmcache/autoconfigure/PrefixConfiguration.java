package dev.llmcache.autoconfigure;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import com.google.genai.Client;
import dev.llmcache.advisor.IdentityReader;
import dev.llmcache.advisor.prefix.AnthropicHints;
import dev.llmcache.advisor.prefix.CachedContents;
import dev.llmcache.advisor.prefix.GoogleHints;
import dev.llmcache.advisor.prefix.OpenAiHints;
import dev.llmcache.advisor.prefix.PrefixAdvisor;
import dev.llmcache.advisor.prefix.PrefixSettings;
import dev.llmcache.advisor.prefix.ProviderHints;
import dev.llmcache.advisor.prefix.SaltReader;
import dev.llmcache.autoconfigure.LlmCacheProperties.Tenancy;
import dev.llmcache.autoconfigure.PrefixProperties.CacheSalt;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.key.Keyring;
import dev.llmcache.policy.OwnerKind;
import dev.llmcache.prefix.DriftSettings;
import dev.llmcache.prefix.PrefixLedger;
import dev.llmcache.prefix.ProviderTermsTable;
import dev.llmcache.prefix.ShardedKeys;
import dev.llmcache.prefix.StablePrompt;
import dev.llmcache.prefix.StablePrompts;
import dev.llmcache.prefix.WriteGate;

import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.client.ChatClientBuilderCustomizer;
import org.springframework.ai.google.genai.GoogleGenAiChatOptions;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The prefix layer: its advisor, and the hints of the providers on the class path.
 */
@Configuration(proxyBeanMethods = false)
class PrefixConfiguration {

	@Bean
	@ConditionalOnMissingBean
	StablePrompts llmCacheStablePrompts(LlmCacheProperties properties, ObjectProvider<StablePrompt> prompts) {
		return PrefixPrompts.of(prompts.orderedStream().toList(), properties.prefix().prompts());
	}

	@Bean
	@ConditionalOnMissingBean
	PrefixAdvisor llmCachePrefixAdvisor(LlmCacheProperties properties, Keyring keyring, IdentitySources identities,
			StablePrompts prompts, ObjectProvider<ProviderHints> hints, StartupReport report) {
		PrefixProperties prefix = properties.prefix();
		ProviderTermsTable terms = PrefixPrompts.terms(prefix);
		PrefixLedger ledger = new PrefixLedger(keyring,
				new DriftSettings(prefix.drift().maxHeads(), prefix.drift().window()), terms.asOf());
		PrefixAdvisor advisor = new PrefixAdvisor(
				new PrefixSettings(prefix.enabled(), prefix.orderedTools(), PrefixPolicies.of(properties),
						prompts.all(), terms),
				hints.orderedStream().toList(), ledger, salts(properties, keyring, identities), InstantSource.system());
		report.add("prefix", prefix.enabled() ? "on" : "off", "llmcache.prefix.enabled");
		return advisor;
	}

	@Bean
	PrefixLint llmCachePrefixLint(ConfigurableListableBeanFactory beanFactory, LlmCacheProperties properties,
			StablePrompts prompts) {
		return new PrefixLint(beanFactory, properties, prompts);
	}

	@Bean
	@ConditionalOnProperty(name = "llmcache.prefix.apply-to", havingValue = "all")
	ChatClientBuilderCustomizer llmCachePrefixBuilderCustomizer(ObjectProvider<PrefixAdvisor> advisor) {
		return (builder) -> builder.defaultAdvisors(advisor.getObject());
	}

	private static SaltReader salts(LlmCacheProperties properties, Keyring keyring, IdentitySources identities) {
		boolean byUser = properties.prefix().vllm().cacheSalt() == CacheSalt.USER;
		Map<String, OwnerKind> owners = Policies.of(properties)
			.entrySet()
			.stream()
			.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
					(policy) -> sharing(policy.getValue().owner(), byUser)));
		return new SaltReader(new IdentityReader(identities), keyring,
				(policy) -> owners.getOrDefault(policy, sharing(OwnerKind.TENANT, byUser)),
				properties.tenancy() == Tenancy.MULTI);
	}

	private static OwnerKind sharing(OwnerKind owner, boolean byUser) {
		if (owner == OwnerKind.PUBLIC) {
			return owner;
		}
		return byUser ? OwnerKind.USER : OwnerKind.TENANT;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(OpenAiChatOptions.class)
	static class OpenAiConfiguration {

		@Bean
		@ConditionalOnMissingBean
		OpenAiHints llmCacheOpenAiHints(LlmCacheProperties properties) {
			PrefixProperties.OpenAi openai = properties.prefix().openai();
			return new OpenAiHints(openai.promptCacheKey(), new ShardedKeys(openai.perKey()),
					properties.prefix().vllm().cacheSalt() != CacheSalt.OFF);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(AnthropicChatOptions.class)
	@ConditionalOnProperty(name = "llmcache.prefix.anthropic.enabled", matchIfMissing = true)
	static class AnthropicConfiguration {

		@Bean
		@ConditionalOnMissingBean
		AnthropicHints llmCacheAnthropicHints(LlmCacheProperties properties) {
			return new AnthropicHints(new WriteGate(properties.prefix().anthropic().oneHour()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ GoogleGenAiChatOptions.class, Client.class })
	static class GoogleConfiguration {

		@Bean
		@ConditionalOnMissingBean
		GoogleHints llmCacheGoogleHints(LlmCacheProperties properties, ObjectProvider<Client> clients) {
			PrefixProperties.Gemini gemini = properties.prefix().gemini();
			Executor executor = Executors
				.newThreadPerTaskExecutor(Thread.ofVirtual().name("llmcache-gemini-", 0).factory());
			return new GoogleHints(
					gemini.cachedContent() ? new CachedContents(clients::getIfUnique, gemini.ttl(), executor) : null);
		}

	}

}
