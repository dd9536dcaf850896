package dev.llmcache.benchmarks.embedding;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

import dev.llmcache.benchmarks.Figures;
import dev.llmcache.embedding.CachingEmbeddingModel;

import org.springframework.ai.embedding.Embedding;

/**
 * Texts through one memory, batch by batch, on one thread or on many at once.
 *
 * @param corpus the texts
 * @param dimension of the vectors
 */
record Batches(Corpus corpus, int dimension) {

	private static final int LARGEST = 64;

	private static final int RECALLS = 20_000;

	private static final double NANOS_PER_MICRO = 1e3;

	/**
	 * Embeds everything, and reports how often each text was.
	 */
	void measure(int threads, Random random, Figures figures) throws InterruptedException {
		CountedModel model = new CountedModel(this.dimension);
		CachingEmbeddingModel remembering = Memories.remembering(model, new Memories().inProcess());
		ConcurrentLinkedQueue<List<String>> batches = new ConcurrentLinkedQueue<>(this.corpus.batches(LARGEST, random));
		LongAdder others = new LongAdder();
		run(threads, () -> {
			for (List<String> batch = batches.poll(); batch != null; batch = batches.poll()) {
				others.add(others(model, batch, remembering.embedForResponse(batch).getResults()));
			}
		});
		figures.exactly("model-embeddings-per-distinct-text", model.embedded() / (double) this.corpus.distinct(), 1);
		figures.exactly("texts-embedded-twice", model.repeated(), 0);
		figures.exactly("vectors-out-of-order", others.intValue(), 0);
		figures.report("recall-p50-us", recall(remembering));
	}

	/** How long it takes to embed a text that is remembered in this process. */
	private double recall(CachingEmbeddingModel remembering) {
		List<String> texts = this.corpus.texts();
		long[] nanos = new long[RECALLS];
		for (int i = -RECALLS; i < RECALLS; i++) {
			String text = texts.get(Math.floorMod(i, texts.size()));
			long start = System.nanoTime();
			remembering.embed(text);
			nanos[Math.max(i, 0)] = System.nanoTime() - start;
		}
		Arrays.sort(nanos);
		return nanos[RECALLS / 2] / NANOS_PER_MICRO;
	}

	private static long others(CountedModel model, List<String> batch, List<Embedding> embeddings) {
		return (embeddings.size() != batch.size()) ? batch.size()
				: IntStream.range(0, batch.size())
					.filter((i) -> !model.isVectorOf(batch.get(i), embeddings.get(i).getOutput()))
					.count();
	}

	private static void run(int threads, Runnable work) throws InterruptedException {
		try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
			List<? extends Future<?>> all = IntStream.range(0, threads).mapToObj((i) -> executor.submit(work)).toList();
			for (Future<?> thread : all) {
				thread.get();
			}
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

}
