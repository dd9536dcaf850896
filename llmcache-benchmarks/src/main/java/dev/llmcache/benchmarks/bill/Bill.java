package dev.llmcache.benchmarks.bill;

import java.math.BigDecimal;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the server charges, by its own count.
 */
final class Bill {

	static final BigDecimal CHAT_INPUT = new BigDecimal("2");

	static final BigDecimal CHAT_OUTPUT = new BigDecimal("8");

	static final BigDecimal EMBEDDING_INPUT = new BigDecimal("0.02");

	private final LongAdder calls = new LongAdder();

	private final LongAdder input = new LongAdder();

	private final LongAdder output = new LongAdder();

	private final LongAdder embeddings = new LongAdder();

	private final LongAdder embedded = new LongAdder();

	void chat(int inputTokens, int outputTokens) {
		this.calls.increment();
		this.input.add(inputTokens);
		this.output.add(outputTokens);
	}

	void embedding(int tokens) {
		this.embeddings.increment();
		this.embedded.add(tokens);
	}

	long calls() {
		return this.calls.sum();
	}

	long requests() {
		return this.calls.sum() + this.embeddings.sum();
	}

	long embeddedTokens() {
		return this.embedded.sum();
	}

	BigDecimal dollars() {
		return perMillion(this.input.sum(), CHAT_INPUT).add(perMillion(this.output.sum(), CHAT_OUTPUT))
			.add(perMillion(this.embedded.sum(), EMBEDDING_INPUT));
	}

	private static BigDecimal perMillion(long tokens, BigDecimal price) {
		return price.multiply(BigDecimal.valueOf(tokens)).movePointLeft(6);
	}

}
