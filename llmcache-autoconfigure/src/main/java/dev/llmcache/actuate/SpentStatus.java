package dev.llmcache.actuate;

import java.math.BigDecimal;

import dev.llmcache.report.Expense;
import org.jspecify.annotations.Nullable;

/**
 * What the cache itself has cost.
 *
 * @param layer what it was spent for, as in {@link SavedStatus}
 * @param on {@code lookup}, {@code embedding}, {@code audit}, {@code refresh} or
 * {@code cache-write}
 * @param model name of the model, or {@code none} where there is none
 * @param calls how often
 * @param milliseconds that callers waited for it
 * @param promptTokens tokens that were sent
 * @param completionTokens tokens that came back
 * @param usd US dollars, or null where the price is not known
 */
public record SpentStatus(String layer, String on, String model, long calls, long milliseconds, long promptTokens,
		long completionTokens, @Nullable BigDecimal usd) {

	static SpentStatus of(Expense spent) {
		return new SpentStatus(spent.by().code(), spent.on().code(), spent.model(), spent.calls(),
				spent.time().toMillis(), spent.tokens().input(), spent.tokens().output(),
				SavedStatus.orNull(spent.cost()));
	}

}
