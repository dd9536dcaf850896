package dev.llmcache;

import java.util.List;

/**
 * Generations at a moment before the model is asked.
 *
 * @param stamps those of the marks that the call was known to have
 * @param anyInvalidation that of {@link Mark#ANY_INVALIDATION}, by which to tell later
 * whether anything was invalidated since
 */
public record Snapshot(List<Stamp> stamps, long anyInvalidation) {

	/** Of a call whose answers nothing invalidates. */
	public static final Snapshot EMPTY = new Snapshot(List.of(), 0);

	public Snapshot {
		stamps = List.copyOf(stamps);
	}

}
