package dev.llmcache.prefix;

import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Adds up what a provider tells of prompts.
 * <p>
 * Thread-safe.
 */
final class PrefixTotal {

	private final LongAdder calls = new LongAdder();

	private final LongAdder readCalls = new LongAdder();

	private final LongAdder promptTokens = new LongAdder();

	private final LongAdder readTokens = new LongAdder();

	private final LongAdder writeCalls = new LongAdder();

	private final LongAdder writtenTokens = new LongAdder();

	private final LongAdder unknownCalls = new LongAdder();

	private final LongAdder unknownTokens = new LongAdder();

	private final LongAdder reusableTokens = new LongAdder();

	void add(PrefixUsage usage, long reusable) {
		long prompt = orZero(usage.prompt());
		this.calls.increment();
		this.promptTokens.add(prompt);
		this.readTokens.add(orZero(usage.cached()));
		this.writtenTokens.add(orZero(usage.written()));
		this.reusableTokens.add(reusable);
		if (orZero(usage.cached()) > 0) {
			this.readCalls.increment();
		}
		if (orZero(usage.written()) > 0) {
			this.writeCalls.increment();
		}
		if (usage.cached() == null) {
			this.unknownCalls.increment();
			this.unknownTokens.add(prompt - orZero(usage.written()));
		}
	}

	PrefixCounts counts() {
		return new PrefixCounts(this.calls.sum(), this.readCalls.sum(), this.promptTokens.sum(), this.readTokens.sum(),
				this.writeCalls.sum(), this.writtenTokens.sum(), this.unknownCalls.sum(), this.unknownTokens.sum(),
				this.reusableTokens.sum());
	}

	private static long orZero(@Nullable Long tokens) {
		return (tokens != null) ? tokens : 0;
	}

}
