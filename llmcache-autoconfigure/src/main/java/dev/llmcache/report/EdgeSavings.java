package dev.llmcache.report;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

import dev.llmcache.pricing.Cost;
import dev.llmcache.pricing.ModelTokens;

/**
 * Calls that caches in front have answered since this instance began to ask them.
 * <p>
 * They count as saved calls, and as no money: what is public is in the store of this
 * application for as long, so that without the cache in front it would have been replayed
 * from there. See decision 0023.
 */
public final class EdgeSavings implements SavingsSource {

	private final Supplier<OptionalLong> calls;

	private long last = -1;

	private long sum;

	/**
	 * Creates the source.
	 * @param calls calls that caches in front tell they saved, since whenever they
	 * started; does not wait
	 */
	public EdgeSavings(Supplier<OptionalLong> calls) {
		this.calls = calls;
	}

	@Override
	public List<LayerSavings> savings() {
		long saved = sum(this.calls.get());
		return (saved > 0) ? List
			.of(new LayerSavings(SavedBy.EDGE, Expense.NO_MODEL, saved, Duration.ZERO, ModelTokens.NONE, Cost.NONE))
				: List.of();
	}

	private synchronized long sum(OptionalLong told) {
		if (told.isPresent()) {
			long now = told.getAsLong();
			// What fell was started anew, or was an estimate
			this.sum += (this.last >= 0 && now > this.last) ? now - this.last : 0;
			this.last = now;
		}
		return this.sum;
	}

}
