package dev.llmcache.advisor.prefix;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.Fingerprint;
import dev.llmcache.prefix.Provider;
import dev.llmcache.prefix.ShardedKeys;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatOptions;

/**
 * Tells OpenAI which prompts begin alike, by {@code prompt_cache_key}, and vLLM who may
 * share them, by {@code cache_salt}.
 */
public final class OpenAiHints implements ProviderHints {

	private static final String OWN_ADDRESS = "https://api.openai.com";

	private static final String CACHE_SALT = "cache_salt";

	private final CacheKeyUse use;

	private final ShardedKeys keys;

	private final boolean salted;

	/**
	 * Creates hints.
	 * @param use which servers are sent a key
	 * @param keys spreads requests over several keys
	 * @param salted whether servers are sent a salt
	 */
	public OpenAiHints(CacheKeyUse use, ShardedKeys keys, boolean salted) {
		this.use = use;
		this.keys = keys;
		this.salted = salted;
	}

	@Override
	public Provider provider() {
		return Provider.OPENAI;
	}

	@Override
	public boolean areFor(ChatOptions options) {
		return options instanceof OpenAiChatOptions;
	}

	@Override
	public HintedPrompt hint(Prompt prompt, HintContext context) {
		OpenAiChatOptions options = (OpenAiChatOptions) Objects.requireNonNull(prompt.getOptions());
		boolean keyed = options.getPromptCacheKey() == null && isKeyed(options.getBaseUrl());
		Map<String, Object> extra = options.getExtraBody();
		boolean salting = this.salted && (extra == null || !extra.containsKey(CACHE_SALT));
		if (!keyed && !salting) {
			return HintedPrompt.of(prompt);
		}
		OpenAiChatOptions.Builder changed = options.mutate();
		if (keyed) {
			Fingerprint key = context.head().derive(context.salt().bytes());
			int shard = this.keys.choose(key, context.affinity(), context.now());
			changed.promptCacheKey("llmcache-%s-%d".formatted(key.hex().substring(0, 24), shard));
		}
		if (salting) {
			Map<String, Object> body = (extra != null) ? new HashMap<>(extra) : new HashMap<>();
			body.put(CACHE_SALT, base64(context));
			changed.extraBody(body);
		}
		return HintedPrompt.of(new Prompt(prompt.getInstructions(), changed.build()));
	}

	@Override
	public String partition(Prompt prompt, HintContext context) {
		boolean apart = this.salted
				|| (prompt.getOptions() instanceof OpenAiChatOptions options && isKeyed(options.getBaseUrl()));
		return apart ? context.salt().hex() : "";
	}

	private boolean isKeyed(@Nullable String baseUrl) {
		return switch (this.use) {
			case ALWAYS -> true;
			case NEVER -> false;
			case AUTO -> baseUrl == null || baseUrl.startsWith(OWN_ADDRESS);
		};
	}

	private static String base64(HintContext context) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(context.salt().bytes());
	}

	/**
	 * Which servers are sent a {@code prompt_cache_key}: some that speak like OpenAI
	 * refuse what they do not know.
	 */
	public enum CacheKeyUse {

		/** OpenAI itself. */
		AUTO,

		/** All servers. */
		ALWAYS,

		/** None. */
		NEVER

	}

}
