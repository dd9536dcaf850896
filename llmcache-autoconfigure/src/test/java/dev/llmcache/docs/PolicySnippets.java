package dev.llmcache.docs;

import java.time.Duration;

import dev.llmcache.Explanation;
import dev.llmcache.IdempotentTool;
import dev.llmcache.LlmCached;
import dev.llmcache.advisor.CallExplainer;
import dev.llmcache.advisor.LlmCacheParams;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The Java of docs/policies.md, compiled and run.
 */
@Configuration(proxyBeanMethods = false)
class PolicySnippets {

	@Bean
	@LlmCached("faq")
	ChatClient faq(ChatClient.Builder builder) {
		return builder.build();
	}

	static @Nullable String draft(ChatClient faq) {
		String draft = faq.prompt()
			.user("Write a headline for our summer sale.")
			.advisors(LlmCacheParams.policy("drafts"))
			.call()
			.content();
		return draft;
	}

	static @Nullable String fresh(ChatClient faq) {
		String fresh = faq.prompt()
			.user("Is the shop open today?")
			.advisors(LlmCacheParams.maxAge(Duration.ofMinutes(5)))
			.advisors(LlmCacheParams.ttl(Duration.ofHours(1)))
			.call()
			.content();
		return fresh;
	}

	static Explanation explain(CallExplainer explainer, ChatClient faq) {
		Explanation explanation = explainer.explain(faq.prompt().user("Is the shop open today?"));
		return explanation;
	}

	static final class Tools {

		@Tool(description = "Tells the opening hours of a shop")
		@IdempotentTool
		String openingHours(String shop) {
			return "9 to 17";
		}

	}

}
