package dev.llmcache.actuate;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import dev.llmcache.embedding.VectorMemory;
import dev.llmcache.report.EmbeddingAccount;
import dev.llmcache.report.EmbeddingUse;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of the embedding layer.
 */
public final class EmbeddingMeters implements MeterBinder {

	private final VectorMemory memory;

	/**
	 * Creates the meters.
	 * @param memory remembers vectors
	 */
	public EmbeddingMeters(VectorMemory memory) {
		this.memory = memory;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (EmbeddingUse use : EmbeddingUse.values()) {
			Tags tags = Tags.of("use", use.name().toLowerCase(Locale.ROOT));
			texts(use, EmbeddingAccount::embedded).tags(tags.and("result", "embedded")).register(registry);
			texts(use, EmbeddingAccount::remembered).tags(tags.and("result", "remembered")).register(registry);
			FunctionTimer
				.builder("llmcache.embedding.calls", this.memory, (all) -> (long) sum(use, EmbeddingAccount::calls),
						(all) -> sum(use, (account) -> account.time().toNanos()), TimeUnit.NANOSECONDS)
				.description("Calls of embedding models")
				.tags(tags)
				.register(registry);
		}
		FunctionCounter.builder("llmcache.embedding.failures", this.memory, (all) -> all.counts().failures())
			.description("Times at which the store of vectors failed; texts were embedded in its place")
			.register(registry);
	}

	private FunctionCounter.Builder<VectorMemory> texts(EmbeddingUse use, ToDoubleFunction<EmbeddingAccount> count) {
		return FunctionCounter.builder("llmcache.embedding.texts", this.memory, (all) -> sum(use, count))
			.description("Texts whose vectors were wanted, by whether a model was asked for them");
	}

	private double sum(EmbeddingUse use, ToDoubleFunction<EmbeddingAccount> count) {
		return this.memory.accounts().stream().filter((account) -> account.use() == use).mapToDouble(count).sum();
	}

}
