package dev.llmcache.trace;

import java.util.function.Supplier;

import dev.llmcache.CacheOutcome;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * What the application observes of a call, such as Spring AI's observation of the
 * advisor, which is told what the cache did.
 * <p>
 * Thread-safe.
 *
 * @param observation the observation, or null when there is none
 */
public record CallObservation(@Nullable Observation observation) {

	/**
	 * The observation of the current thread.
	 * @param registry the registry of the call
	 * @return the observation, or none
	 */
	public static CallObservation current(ObservationRegistry registry) {
		return new CallObservation(registry.isNoop() ? null : registry.getCurrentObservation());
	}

	/**
	 * The observation of a stream.
	 * @param subscriber context of its subscriber
	 * @return the observation, or none
	 */
	public static CallObservation of(ContextView subscriber) {
		return new CallObservation(subscriber.getOrDefault(ObservationThreadLocalAccessor.KEY, null));
	}

	/**
	 * Does some work with this observation as that of the current thread.
	 * @param <T> type of the result
	 * @param work the work
	 * @return its result
	 */
	public <T> T scoped(Supplier<T> work) {
		return (this.observation != null) ? this.observation.scoped(work) : work.get();
	}

	/**
	 * Tells what the cache did. For spans only: a meter would grow with each value.
	 * @param outcome what it did
	 */
	public void tell(CacheOutcome outcome) {
		if (this.observation == null) {
			return;
		}
		tell(this.observation, "llmcache.outcome", outcome.status().code());
		tell(this.observation, "llmcache.layer", (outcome.layer() != null) ? outcome.layer().code() : null);
		tell(this.observation, "llmcache.reason", outcome.reason());
		tell(this.observation, "llmcache.fingerprint", outcome.fingerprint());
	}

	// What was told before may not be so any more
	private static void tell(Observation observation, String key, @Nullable String value) {
		if (value != null) {
			observation.highCardinalityKeyValue(key, value);
		}
		else {
			observation.getContext().removeHighCardinalityKeyValue(key);
		}
	}

}
