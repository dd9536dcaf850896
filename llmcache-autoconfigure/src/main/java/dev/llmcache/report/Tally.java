package dev.llmcache.report;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import dev.llmcache.CachedAnswer;
import dev.llmcache.FinishedCall;
import dev.llmcache.FinishedCall.Spared;
import dev.llmcache.Precision;
import org.jspecify.annotations.Nullable;

/**
 * Counts answers, for each model apart.
 * <p>
 * Thread-safe.
 */
final class Tally {

	private final ModelNames names;

	private final Map<String, ModelTally> models = new ConcurrentHashMap<>();

	private final LongAdder judged = new LongAdder();

	private final LongAdder right = new LongAdder();

	/**
	 * Creates an empty tally.
	 * @param names the models that are counted apart
	 */
	Tally(ModelNames names) {
		this.names = names;
	}

	void add(CachedAnswer answer, @Nullable Boolean isRight) {
		add((answer.model() != null) ? answer.model() : FinishedCall.UNKNOWN, Spared.of(answer));
		if (isRight != null) {
			this.judged.increment();
			this.right.add(isRight ? 1 : 0);
		}
	}

	void add(String model, Spared spared) {
		ModelTally known = this.models.get(model);
		((known != null) ? known : another(model)).add(spared.usage(), spared.modelTime().toNanos());
	}

	private ModelTally another(String model) {
		return this.models.computeIfAbsent(this.names.of(model), (first) -> new ModelTally());
	}

	Savings savings() {
		Map<String, ModelSavings> savings = new TreeMap<>();
		this.models.forEach((model, tally) -> savings.put(model, tally.savings()));
		return new Savings(savings);
	}

	Precision precision() {
		long ofThose = this.right.sum();
		return new Precision(ofThose, Math.max(ofThose, this.judged.sum()));
	}

}
