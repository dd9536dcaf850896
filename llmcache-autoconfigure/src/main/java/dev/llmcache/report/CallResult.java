package dev.llmcache.report;

import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.FinishedCall;
import dev.llmcache.Layer;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 */
public enum CallResult {

	/** The exact layer answered. */
	EXACT_HIT(Layer.EXACT, "hit"),

	/** The semantic layer answered. */
	SEMANTIC_HIT(Layer.SEMANTIC, "hit"),

	/** The exact layer answered with what had grown old. */
	EXACT_STALE(Layer.EXACT, "stale"),

	/** The semantic layer answered with what had grown old. */
	SEMANTIC_STALE(Layer.SEMANTIC, "stale"),

	/** The model answered another call at the same time, whose answer was shared. */
	COALESCED(null, "coalesced"),

	/** The model answered, since nothing stored would do. */
	MISS(null, "miss"),

	/** The cache stayed out of it. */
	BYPASS(null, "bypass"),

	/** The cache had no answer, and the model failed. */
	ERROR(null, "error");

	private final @Nullable Layer layer;

	private final String outcome;

	CallResult(@Nullable Layer layer, String outcome) {
		this.layer = layer;
		this.outcome = outcome;
	}

	/**
	 * How a call ended.
	 * @param call the call
	 * @return the result
	 */
	public static CallResult of(FinishedCall call) {
		Status status = call.outcome().status();
		if (status == Status.BYPASS) {
			return BYPASS;
		}
		if (call.failed()) {
			return ERROR;
		}
		boolean exact = call.outcome().layer() == Layer.EXACT;
		return switch (status) {
			case HIT -> exact ? EXACT_HIT : SEMANTIC_HIT;
			case STALE -> exact ? EXACT_STALE : SEMANTIC_STALE;
			case COALESCED -> COALESCED;
			case MISS -> MISS;
			case BYPASS -> BYPASS;
		};
	}

	/**
	 * The layer that answered.
	 * @return the layer, or null when none did
	 */
	public @Nullable Layer layer() {
		return this.layer;
	}

	/**
	 * The layer's name for metrics.
	 * @return its name in lower case, or {@code none}
	 */
	public String layerCode() {
		return (this.layer != null) ? this.layer.code() : "none";
	}

	/**
	 * What the cache did, for metrics.
	 * @return {@code hit}, {@code stale}, {@code coalesced}, {@code miss}, {@code bypass}
	 * or {@code error}
	 */
	public String outcome() {
		return this.outcome;
	}

	/**
	 * Whether a stored answer was served.
	 * @return true for hits, old ones too
	 */
	public boolean isServed() {
		return this.layer != null;
	}

}
