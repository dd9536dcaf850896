package dev.llmcache.docs;

import dev.llmcache.LlmCached;
import dev.llmcache.advisor.prefix.PrefixParams;
import dev.llmcache.prefix.StablePrompt;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The Java of docs/layers/prefix.md, compiled and run.
 */
@Configuration(proxyBeanMethods = false)
class PrefixSnippets {

	@Bean
	StablePrompt supportDeskPrompt() {
		return new StablePrompt("support-desk", "7", "You answer customers of a shop.");
	}

	@Bean
	@LlmCached("support-desk")
	ChatClient supportDesk(ChatClient.Builder builder) {
		return builder.defaultSystem("You answer customers of a shop.").build();
	}

	static @Nullable String ask(ChatClient supportDesk, String question, String date) {
		String answer = supportDesk.prompt()
			.user(question)
			.advisors(PrefixParams.volatileText("date", "Today is " + date + "."))
			.call()
			.content();
		return answer;
	}

}
