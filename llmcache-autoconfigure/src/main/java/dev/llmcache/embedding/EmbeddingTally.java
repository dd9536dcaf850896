package dev.llmcache.embedding;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import dev.llmcache.report.EmbeddingAccount;
import dev.llmcache.report.EmbeddingUse;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one model embeds for one use.
 * <p>
 * Thread-safe.
 */
final class EmbeddingTally {

	private final LongAdder calls = new LongAdder();

	private final LongAdder embedded = new LongAdder();

	private final LongAdder nanos = new LongAdder();

	private final LongAdder counted = new LongAdder();

	private final LongAdder tokens = new LongAdder();

	private final LongAdder remembered = new LongAdder();

	/** Counts what the model is asked. */
	TextEmbedder counting(TextEmbedder model) {
		return new TextEmbedder() {

			@Override
			public Vectors embed(List<String> texts) {
				long start = System.nanoTime();
				Vectors vectors = model.embed(texts);
				answered(texts.size(), System.nanoTime() - start, vectors.tokens());
				return vectors;
			}

			@Override
			public List<List<String>> portions(List<String> texts) {
				return model.portions(texts);
			}

		};
	}

	void answered(int texts, long took, @Nullable Integer told) {
		this.calls.increment();
		this.embedded.add(texts);
		this.nanos.add(took);
		if (told != null) {
			this.counted.add(texts);
			this.tokens.add(told);
		}
	}

	void remembered(int texts) {
		if (texts > 0) {
			this.remembered.add(texts);
		}
	}

	EmbeddingAccount account(String model, EmbeddingUse use) {
		return new EmbeddingAccount(model, use, this.calls.sum(), this.embedded.sum(),
				Duration.ofNanos(this.nanos.sum()), this.counted.sum(), this.tokens.sum(), this.remembered.sum());
	}

}
