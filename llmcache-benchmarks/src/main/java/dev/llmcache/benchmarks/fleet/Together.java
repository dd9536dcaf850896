package dev.llmcache.benchmarks.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Does several things at the same time, each on a virtual thread of its own.
 */
final class Together {

	private static final Executor THREADS = (task) -> Thread.ofVirtual().start(task);

	private Together() {
	}

	/**
	 * Begins something.
	 */
	static <T> CompletableFuture<T> begin(Supplier<T> task) {
		return CompletableFuture.supplyAsync(task, THREADS);
	}

	/**
	 * Does the same for each of some things, and waits for all.
	 * @return the results, in the order of the things
	 */
	static <S, T> List<T> all(List<S> things, Function<? super S, ? extends T> task) {
		List<CompletableFuture<T>> begun = new ArrayList<>();
		things.forEach((thing) -> begun.add(begin(() -> task.apply(thing))));
		return begun.stream().map(Together::await).toList();
	}

	/**
	 * Waits for what was begun.
	 * @return its result
	 * @throws RuntimeException what it failed with
	 */
	static <T> T await(CompletableFuture<T> begun) {
		try {
			return begun.join();
		}
		catch (CompletionException | CancellationException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

	/**
	 * Waits for some time.
	 */
	static void pause(long millis) {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
