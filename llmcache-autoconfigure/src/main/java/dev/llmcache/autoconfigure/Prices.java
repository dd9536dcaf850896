package dev.llmcache.autoconfigure;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

import dev.llmcache.autoconfigure.PricingProperties.Price;
import dev.llmcache.pricing.ModelPrice;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Makes prices of properties, and refuses those that cannot be meant, by the name of the
 * property.
 */
final class Prices {

	private static final String PREFIX = "llmcache.pricing.";

	// A price for one token, and not for a million, is below
	private static final BigDecimal LEAST = new BigDecimal("0.0001");

	private static final BigDecimal MOST = new BigDecimal("10000");

	private Prices() {
	}

	static Map<String, ModelPrice> of(PricingProperties properties) {
		Map<String, ModelPrice> prices = new TreeMap<>();
		properties.pricing().forEach((model, price) -> prices.put(model, of(nameOf(model), price)));
		return prices;
	}

	// As a property of that name is written
	private static String nameOf(String model) {
		return PREFIX + (model.matches("[a-z0-9-]+") ? model : "[" + model + "]");
	}

	private static ModelPrice of(String name, Price price) {
		BigDecimal input = price.input();
		if (input == null) {
			throw new LlmCacheConfigurationException("'%s.input' is not set.".formatted(name),
					"Set it to the price in US dollars of a million tokens of prompts, or to 0 for a model that is free.");
		}
		require(name + ".input", input);
		require(name + ".output", price.output());
		require(name + ".cached-input", price.cachedInput());
		require(name + ".cache-write", price.cacheWrite());
		return new ModelPrice(input, price.output(), price.cachedInput(), price.cacheWrite());
	}

	private static void require(String property, @Nullable BigDecimal amount) {
		if (amount != null && amount.signum() != 0 && (amount.compareTo(LEAST) < 0 || amount.compareTo(MOST) > 0)) {
			throw new InvalidConfigurationPropertyValueException(property, amount,
					"it must be 0, or from 0.0001 to 10000 US dollars for a million tokens");
		}
	}

}
