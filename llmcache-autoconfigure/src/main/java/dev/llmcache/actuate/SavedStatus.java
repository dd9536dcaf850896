package dev.llmcache.actuate;

import java.math.BigDecimal;

import dev.llmcache.pricing.Cost;
import dev.llmcache.report.LayerSavings;
import org.jspecify.annotations.Nullable;

/**
 * What a layer has saved of a model.
 *
 * @param layer what saved it: {@code exact}, {@code semantic}, {@code single-flight},
 * {@code embedding}, {@code prefix} or {@code edge}
 * @param model name of the model
 * @param answers answers, vectors or requests that were saved
 * @param milliseconds what the model took for them before
 * @param promptTokens tokens of their prompts
 * @param completionTokens tokens of their answers
 * @param usd US dollars that they would have cost, or null where the price is not known
 */
public record SavedStatus(String layer, String model, long answers, long milliseconds, long promptTokens,
		long completionTokens, @Nullable BigDecimal usd) {

	static SavedStatus of(LayerSavings saved) {
		return new SavedStatus(saved.by().code(), saved.model(), saved.answers(), saved.time().toMillis(),
				saved.tokens().input(), saved.tokens().output(), orNull(saved.cost()));
	}

	static @Nullable BigDecimal orNull(Cost cost) {
		return cost.isKnown() ? cost.dollars() : null;
	}

}
