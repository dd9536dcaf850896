package dev.llmcache.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.llmcache.advisor.ClientSystemText;
import dev.llmcache.autoconfigure.PrefixProperties.Lint;
import dev.llmcache.prefix.PrefixPolicy;
import dev.llmcache.prefix.StablePrompts;
import dev.llmcache.prefix.VolatilePlacement;
import dev.llmcache.prefix.lint.Finding;
import dev.llmcache.prefix.lint.VolatileLint;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Looks at start for system texts that nothing of can be read from a provider's cache,
 * since something that changes stands in front: registered blocks, and those of chat
 * clients. It says which, where and of what kind, not what they say.
 */
final class PrefixLint implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(LlmCacheAutoConfiguration.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final LlmCacheProperties properties;

	private final StablePrompts prompts;

	PrefixLint(ConfigurableListableBeanFactory beanFactory, LlmCacheProperties properties, StablePrompts prompts) {
		this.beanFactory = beanFactory;
		this.properties = properties;
		this.prompts = prompts;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Lint lint = this.properties.prefix().lint();
		if (lint == Lint.OFF || !this.properties.prefix().enabled()) {
			return;
		}
		List<String> bad = new ArrayList<>();
		this.prompts.all()
			.forEach((prompt) -> check("the stable prompt '%s'".formatted(prompt.label()), prompt.text(), bad));
		Map<String, PrefixPolicy> policies = PrefixPolicies.of(this.properties);
		this.beanFactory.getBeansOfType(ChatClient.class, false, false)
			.forEach((name, client) -> ClientSystemText.of(client)
				.filter((system) -> isSentAsItIs(policies, system.policy()))
				.ifPresent((system) -> check("the system text of the chat client '%s'".formatted(name), system.text(),
						bad)));
		if (bad.isEmpty()) {
			return;
		}
		if (lint == Lint.FAIL) {
			throw new LlmCacheConfigurationException(String.join(" ", bad),
					"Move what changes behind what does not, tell it by 'PrefixParams.volatileText', set a policy's 'prefix.placement', or set 'llmcache.prefix.lint' to warn or off.");
		}
		bad.forEach(logger::warn);
	}

	private static boolean isSentAsItIs(Map<String, PrefixPolicy> policies, String policy) {
		return policies.getOrDefault(policy, PrefixPolicy.OFF).placement() == VolatilePlacement.OFF;
	}

	private static void check(String what, String text, List<String> bad) {
		List<Finding> found = VolatileLint.inHead(text);
		if (!found.isEmpty()) {
			bad.add("In %s text that changes from call to call stands before text that does not: %s.".formatted(what,
					found.stream()
						.map((finding) -> "%s at %d".formatted(finding.kind().code(), finding.start()))
						.collect(Collectors.joining(", "))));
		}
	}

}
