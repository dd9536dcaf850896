package dev.llmcache.trace;

import dev.llmcache.Decision.Plan;
import dev.llmcache.Layer;
import dev.llmcache.Lookup;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What is observed of the cache: what it does for which policy, and nothing of what it is
 * about.
 * <p>
 * Of one thread at a time.
 */
public final class CacheObservation extends Observation.Context {

	private final Step step;

	private final Plan plan;

	private final @Nullable Layer layer;

	private @Nullable Lookup found;

	CacheObservation(Step step, Plan plan, @Nullable Layer layer) {
		this.step = step;
		this.plan = plan;
		this.layer = layer;
	}

	public Step getStep() {
		return this.step;
	}

	public String getPolicy() {
		return this.plan.policy();
	}

	/**
	 * The layer that looks.
	 * @return the layer, or null for what is none's
	 */
	public @Nullable Layer getLayer() {
		return this.layer;
	}

	/**
	 * What it found.
	 * @return what it found, or null while it looks
	 */
	public @Nullable Lookup getFound() {
		return this.found;
	}

	void setFound(Lookup found) {
		this.found = found;
	}

	/**
	 * What the cache does.
	 */
	public enum Step {

		/** A layer looks for an answer that is not near. */
		LOOKUP("llmcache.lookup"),

		/** An answer is stored, until all layers have it. */
		STORE("llmcache.store"),

		/** The model is asked again for an answer that has grown old. */
		REFRESH("llmcache.refresh");

		private final String observation;

		Step(String observation) {
			this.observation = observation;
		}

		/**
		 * Name of the observation.
		 * @return lower case with dots
		 */
		public String observation() {
			return this.observation;
		}

	}

}
