package dev.llmcache.autoconfigure;

import java.time.Duration;
import java.util.Map;

import dev.llmcache.advisor.prefix.OpenAiHints.CacheKeyUse;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * What lets providers read the beginning of prompts from their own caches.
 *
 * @param enabled Whether prompts are prepared and measured. What calls say by
 * 'PrefixParams' reaches the model all the same. With 'llmcache.enabled' false the layer
 * is there only if this is set to true.
 * @param applyTo Which chat clients have the layer: those that go through the cache, or
 * in addition every client made with the auto-configured builder.
 * @param orderedTools Whether tools are offered in the order of their names, with their
 * schemas in one form.
 * @param lint What becomes of system texts, known at start, in which text that changes
 * from call to call stands before text that does not.
 * @param terms Table of what providers' caches cost and need, in place of the one that
 * comes with the library.
 * @param prompts Registered blocks of system text by their ids.
 * @param drift When the prompts of an endpoint begin in too many ways.
 * @param openai Hints for OpenAI.
 * @param anthropic Hints for Anthropic.
 * @param vllm Hints for vLLM.
 * @param gemini Hints for Gemini.
 */
public record PrefixProperties(@DefaultValue("true") boolean enabled, @DefaultValue("cached") PrefixApplyTo applyTo,
		@DefaultValue("true") boolean orderedTools, @DefaultValue("warn") Lint lint, @Nullable Resource terms,
		@DefaultValue Map<String, Prompt> prompts, @DefaultValue Drift drift, @DefaultValue OpenAi openai,
		@DefaultValue Anthropic anthropic, @DefaultValue Vllm vllm, @DefaultValue Gemini gemini) {

	/**
	 * Which chat clients have the layer.
	 */
	public enum PrefixApplyTo {

		/** Those that go through the cache. */
		CACHED,

		/** These, and every client made with the auto-configured builder. */
		ALL

	}

	/**
	 * What becomes of system texts with something in front that changes.
	 */
	public enum Lint {

		/** Nothing is said. */
		OFF,

		/** The log names them. */
		WARN,

		/** The application does not start. */
		FAIL

	}

	/**
	 * Whose prompts vLLM keeps apart.
	 */
	public enum CacheSalt {

		/** Nobody's. */
		OFF,

		/** Those of each tenant. */
		TENANT,

		/** Those of each user. */
		USER

	}

	/**
	 * A block of system text.
	 *
	 * @param version Its version.
	 * @param text What it says.
	 * @param location Where what it says is, in UTF-8, if not in 'text'.
	 */
	public record Prompt(@DefaultValue("1") String version, @Nullable String text, @Nullable Resource location) {

	}

	/**
	 * When the prompts of an endpoint begin in too many ways.
	 *
	 * @param maxHeads Ways in which they may begin within the window, at least 1.
	 * @param window For how long ways are counted, and how often a warning is due.
	 */
	public record Drift(@DefaultValue("8") int maxHeads, @DefaultValue("1h") Duration window) {

	}

	/**
	 * Hints for OpenAI.
	 *
	 * @param promptCacheKey Which servers are sent a 'prompt_cache_key': OpenAI itself
	 * (auto), all (always) or none (never). Servers that speak like OpenAI may refuse it.
	 * @param requestsPerMinute Requests in a minute that OpenAI keeps on one machine for
	 * each key. Divide it by the number of instances.
	 * @param headroom Which part of these is left unused, from 0 to less than 1.
	 */
	public record OpenAi(@DefaultValue("auto") CacheKeyUse promptCacheKey, @DefaultValue("15") int requestsPerMinute,
			@DefaultValue("0.2") double headroom) {

		int perKey() {
			return Math.max(1, (int) (this.requestsPerMinute * (1 - this.headroom)));
		}

	}

	/**
	 * Hints for Anthropic.
	 *
	 * @param enabled Whether Anthropic is asked to remember beginnings that are expected
	 * to be read often enough.
	 * @param oneHour Whether it may be asked to remember them for an hour, which costs
	 * twice the plain price to write.
	 */
	public record Anthropic(@DefaultValue("true") boolean enabled, @DefaultValue("false") boolean oneHour) {

	}

	/**
	 * Hints for vLLM.
	 *
	 * @param cacheSalt Whose prompts are kept apart by a 'cache_salt', which OpenAI
	 * itself refuses. Each tenant or user has then a copy of what all begin with.
	 */
	public record Vllm(@DefaultValue("off") CacheSalt cacheSalt) {

	}

	/**
	 * Hints for Gemini.
	 *
	 * @param cachedContent Whether Gemini is asked to keep system texts that come again.
	 * It charges for the time.
	 * @param ttl How long it keeps one, at least a minute.
	 */
	public record Gemini(@DefaultValue("false") boolean cachedContent, @DefaultValue("1h") Duration ttl) {

	}

}
