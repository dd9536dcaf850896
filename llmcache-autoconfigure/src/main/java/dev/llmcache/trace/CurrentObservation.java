package dev.llmcache.trace;

import java.util.concurrent.ExecutorService;

import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;

/**
 * Takes what is observed on the current thread, and nothing else of it, along to the
 * thread that does the work, so that what is observed there is part of it.
 */
public final class CurrentObservation {

	private static final ContextSnapshotFactory CONTEXTS = ContextSnapshotFactory.builder()
		.captureKeyPredicate(ObservationThreadLocalAccessor.KEY::equals)
		.build();

	private CurrentObservation() {
	}

	/**
	 * Takes it along to one piece of work.
	 * @param work the work
	 * @return the same, to be done on any thread
	 */
	public static Runnable along(Runnable work) {
		return CONTEXTS.captureAll().wrap(work);
	}

	/**
	 * Takes it along to whatever is given to threads, from whoever gives it.
	 * @param threads the threads
	 * @return the same threads
	 */
	public static ExecutorService along(ExecutorService threads) {
		return ContextExecutorService.wrap(threads, CONTEXTS::captureAll);
	}

}
