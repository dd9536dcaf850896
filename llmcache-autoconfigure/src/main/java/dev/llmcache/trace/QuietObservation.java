package dev.llmcache.trace;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Observation that takes nothing with it when it fails, such as by the names or observers
 * of an application.
 * <p>
 * Thread-safe.
 *
 * @param observation the observation, or null when it could not be started
 */
record QuietObservation(@Nullable Observation observation) {

	static QuietObservation start(Supplier<Observation> observation) {
		try {
			return new QuietObservation(observation.get().start());
		}
		catch (RuntimeException | LinkageError ex) {
			return new QuietObservation(null);
		}
	}

	/**
	 * Does some work with this observation as that of the current thread.
	 * @param <T> type of the result
	 * @param work the work
	 * @return its result
	 */
	<T> T scoped(Supplier<T> work) {
		Observation.Scope scope = openScope();
		try {
			return work.get();
		}
		finally {
			if (scope != null) {
				quietly(scope::close);
			}
		}
	}

	private Observation.@Nullable Scope openScope() {
		try {
			return (this.observation != null) ? this.observation.openScope() : null;
		}
		catch (RuntimeException | LinkageError ex) {
			return null;
		}
	}

	void stop() {
		if (this.observation != null) {
			quietly(this.observation::stop);
		}
	}

	private static void quietly(Runnable step) {
		try {
			step.run();
		}
		catch (RuntimeException | LinkageError ex) {
			// Who only watches is not to break what is watched
		}
	}

}
