package dev.llmcache.docs;

import dev.llmcache.CacheOutcome;
import dev.llmcache.LlmCached;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The README's Java, compiled and run.
 */
@Configuration(proxyBeanMethods = false)
class ReadmeSnippets {

	@Bean
	@LlmCached("support-desk")
	ChatClient supportDesk(ChatClient.Builder builder) {
		return builder.defaultSystem("You answer customers of a shop.").build();
	}

	static @Nullable CacheOutcome ask(ChatClient supportDesk, String question) {
		ChatClientResponse response = supportDesk.prompt().user(question).call().chatClientResponse();
		CacheOutcome outcome = CacheOutcome.from(response.context());
		return outcome;
	}

}
