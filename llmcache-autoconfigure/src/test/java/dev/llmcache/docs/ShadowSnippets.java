package dev.llmcache.docs;

import dev.llmcache.CacheOutcome;
import dev.llmcache.LlmCache;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClientResponse;

/**
 * What {@code docs/shadow.md} shows.
 */
@SuppressWarnings({ "NullAway", "unused" })
final class ShadowSnippets {

	private ShadowSnippets() {
	}

	static @Nullable String answerId(ChatClientResponse response) {
		CacheOutcome outcome = CacheOutcome.from(response.context());
		String id = outcome.answerId(); // on a hit
		return id;
	}

	static void report(LlmCache cache, String id) {
		cache.reject(id); // wrong: it is served no more
		cache.confirm(id); // right
	}

}
