package dev.llmcache.docs;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import dev.llmcache.ErasureReceipt;
import dev.llmcache.Invalidation;
import dev.llmcache.InvalidationReceipt;
import dev.llmcache.LlmCache;
import dev.llmcache.LlmCached;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.advisor.TagResolver;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.annotation.Transactional;

/**
 * The Java of docs/freshness.md, compiled and run.
 */
@Configuration(proxyBeanMethods = false)
class FreshnessSnippets {

	@Bean
	@LlmCached("prices")
	ChatClient prices(ChatClient.Builder builder) {
		return builder.build();
	}

	@Bean
	TagResolver shopTags() {
		return (request) -> Set.of("shop:" + request.context().get("shop"));
	}

	static @Nullable String ask(ChatClient prices) {
		String answer = prices.prompt()
			.user("What does the kettle cost?")
			.advisors(LlmCacheParams.tags("product:42"))
			.call()
			.content();
		return answer;
	}

	static InvalidationReceipt invalidate(LlmCache cache) {
		InvalidationReceipt receipt = cache.invalidate(Invalidation.byTag("price-list"),
				Invalidation.byModel("gpt-4o-mini"));
		return receipt;
	}

	static ErasureReceipt erase(LlmCache cache) {
		ErasureReceipt receipt = cache.erase(Invalidation.byUser("acme", "ada"));
		return receipt;
	}

	static class Prices {

		private final Map<String, Integer> prices = new HashMap<>();

		private final ApplicationEventPublisher events;

		Prices(ApplicationEventPublisher events) {
			this.events = events;
		}

		@Transactional
		void change(String product, int price) {
			this.prices.put(product, price);
			this.events.publishEvent(Invalidation.byTag("price-list"));
		}

	}

}
