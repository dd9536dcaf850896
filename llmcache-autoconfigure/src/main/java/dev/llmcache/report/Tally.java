package dev.llmcache.report;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

import dev.llmcache.CachedAnswer;
import dev.llmcache.Precision;
import org.jspecify.annotations.Nullable;

/**
 * Counts answers.
 * <p>
 * Thread-safe.
 */
final class Tally {

	private final LongAdder answers = new LongAdder();

	private final LongAdder nanos = new LongAdder();

	private final LongAdder promptTokens = new LongAdder();

	private final LongAdder completionTokens = new LongAdder();

	private final LongAdder judged = new LongAdder();

	private final LongAdder right = new LongAdder();

	void add(CachedAnswer answer, @Nullable Boolean isRight) {
		this.answers.increment();
		this.nanos.add(answer.modelTime().toNanos());
		add(this.promptTokens, answer.usage().prompt());
		add(this.completionTokens, answer.usage().completion());
		if (isRight != null) {
			this.judged.increment();
			this.right.add(isRight ? 1 : 0);
		}
	}

	private static void add(LongAdder sum, @Nullable Integer tokens) {
		sum.add((tokens != null) ? tokens : 0);
	}

	Savings savings() {
		return new Savings(this.answers.sum(), Duration.ofNanos(this.nanos.sum()), this.promptTokens.sum(),
				this.completionTokens.sum());
	}

	Precision precision() {
		long ofThose = this.right.sum();
		return new Precision(ofThose, Math.max(ofThose, this.judged.sum()));
	}

}
