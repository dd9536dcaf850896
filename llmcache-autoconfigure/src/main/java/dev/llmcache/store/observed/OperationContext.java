package dev.llmcache.store.observed;

import dev.llmcache.Layer;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * One call of a back end: what was done where, and nothing of what it was about.
 * <p>
 * Of one thread.
 */
public final class OperationContext extends Observation.Context {

	private static final String NO_FAILURE = "none";

	private static final String UNNAMED = "unknown";

	private final String backend;

	private final @Nullable Layer layer;

	private final String operation;

	private @Nullable Integer batchSize;

	private @Nullable Integer found;

	private String failure = NO_FAILURE;

	OperationContext(String backend, @Nullable Layer layer, String operation) {
		this.backend = backend;
		this.layer = layer;
		this.operation = operation;
	}

	/**
	 * What the back end is.
	 * @return {@code redis}, {@code postgresql}, {@code lucene} or {@code vector-store}
	 */
	public String getBackend() {
		return this.backend;
	}

	/**
	 * Whose entries it keeps.
	 * @return the layer, or null for what serves all of them
	 */
	public @Nullable Layer getLayer() {
		return this.layer;
	}

	/**
	 * What was done.
	 * @return a verb, one of few
	 */
	public String getOperation() {
		return this.operation;
	}

	/**
	 * Entries that were asked for or put together.
	 * @return how many, or null if it was done for one
	 */
	public @Nullable Integer getBatchSize() {
		return this.batchSize;
	}

	void setBatchSize(int batchSize) {
		this.batchSize = batchSize;
	}

	/**
	 * Entries that were found.
	 * @return how many, or null if none was asked for
	 */
	public @Nullable Integer getFound() {
		return this.found;
	}

	void setFound(int found) {
		this.found = found;
	}

	/**
	 * Why it failed.
	 * @return simple name of the exception's class, or {@code none}
	 */
	public String getFailure() {
		return this.failure;
	}

	void fail(Throwable failure) {
		String name = failure.getClass().getSimpleName();
		this.failure = name.isEmpty() ? UNNAMED : name;
	}

}
