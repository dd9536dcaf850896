package dev.llmcache.policy;

/**
 * How far the cache takes part in the calls of a policy.
 */
public enum Mode {

	/** It looks answers up and stores them. */
	ON(true, true),

	/** It stays out of the calls. */
	OFF(false, false),

	/** It looks answers up and stores none. */
	READ_ONLY(true, false),

	/** It stores answers and looks none up. */
	WRITE_ONLY(false, true),

	/** The model answers every call; what the cache would have done is only recorded. */
	SHADOW(true, true);

	private final boolean reads;

	private final boolean writes;

	Mode(boolean reads, boolean writes) {
		this.reads = reads;
		this.writes = writes;
	}

	boolean reads() {
		return this.reads;
	}

	boolean writes() {
		return this.writes;
	}

}
