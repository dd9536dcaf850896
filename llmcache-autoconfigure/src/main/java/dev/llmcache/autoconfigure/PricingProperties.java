package dev.llmcache.autoconfigure;

import java.math.BigDecimal;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Prices of models.
 *
 * @param pricing Prices of models by their names, in place of those that come with the
 * library. Names with dots are put in brackets, such as '[gpt-4.1]'.
 */
@ConfigurationProperties("llmcache")
public record PricingProperties(@DefaultValue Map<String, Price> pricing) {

	/**
	 * What tokens of a model cost, in US dollars for a million of them: 0, or from 0.0001
	 * to 10000.
	 *
	 * @param input Tokens of prompts.
	 * @param output Tokens of answers. Without it, it is not known what answers cost; a
	 * model that embeds needs none.
	 * @param cachedInput Tokens of prompts that the provider reads from its cache.
	 * Without it, they cost as much as others.
	 * @param cacheWrite Tokens of prompts that the provider writes to its cache. Without
	 * it, they cost as much as others.
	 */
	public record Price(@Nullable BigDecimal input, @Nullable BigDecimal output, @Nullable BigDecimal cachedInput,
			@Nullable BigDecimal cacheWrite) {

	}

}
