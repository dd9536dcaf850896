package dev.llmcache.report;

import java.util.concurrent.atomic.LongAdder;

import dev.llmcache.TokenUsage;
import dev.llmcache.pricing.ModelTokens;

/**
 * Counts tokens of one model.
 * <p>
 * Thread-safe.
 */
final class ModelTally {

	private final LongAdder input = new LongAdder();

	private final LongAdder output = new LongAdder();

	private final LongAdder cachedInput = new LongAdder();

	private final LongAdder cacheWrite = new LongAdder();

	private final LongAdder answers = new LongAdder();

	private final LongAdder nanos = new LongAdder();

	private final LongAdder uncounted = new LongAdder();

	void add(TokenUsage usage, long modelNanos) {
		this.answers.increment();
		this.nanos.add(modelNanos);
		if (usage.prompt() == null || usage.completion() == null) {
			this.uncounted.increment();
		}
		ModelTokens tokens = ModelTokens.of(usage);
		this.input.add(tokens.input());
		this.output.add(tokens.output());
		// Most models have no cache to speak of
		if (tokens.cachedInput() != 0) {
			this.cachedInput.add(tokens.cachedInput());
		}
		if (tokens.cacheWrite() != 0) {
			this.cacheWrite.add(tokens.cacheWrite());
		}
	}

	ModelSavings savings() {
		return new ModelSavings(this.answers.sum(), this.nanos.sum(),
				new ModelTokens(this.input.sum(), this.output.sum(), this.cachedInput.sum(), this.cacheWrite.sum()),
				this.uncounted.sum());
	}

}
