package dev.llmcache.benchmarks.speed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Threads that have texts embedded, each one after another.
 *
 * @param count how many threads
 * @param texts the texts
 * @param embedder what embeds them
 */
record Callers(int count, List<String> texts, Consumer<String> embedder) {

	private static final double NANOS_PER_SECOND = 1e9;

	/**
	 * Has texts embedded for some time.
	 * @param time how long
	 * @return how many texts they had embedded in a second, all together
	 */
	double perSecond(Duration time) {
		CountDownLatch start = new CountDownLatch(1);
		try (ExecutorService threads = Executors.newFixedThreadPool(this.count)) {
			List<Future<Integer>> embedded = new ArrayList<>();
			for (int caller = 0; caller < this.count; caller++) {
				int first = caller;
				embedded.add(threads.submit(() -> {
					start.await();
					return embed(first, System.nanoTime() + time.toNanos());
				}));
			}
			long began = System.nanoTime();
			start.countDown();
			int sum = 0;
			for (Future<Integer> each : embedded) {
				sum += each.get();
			}
			return sum * NANOS_PER_SECOND / (System.nanoTime() - began);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private int embed(int first, long end) {
		int embedded = 0;
		while (System.nanoTime() - end < 0) {
			this.embedder.accept(this.texts.get((first + embedded) % this.texts.size()));
			embedded++;
		}
		return embedded;
	}

}
