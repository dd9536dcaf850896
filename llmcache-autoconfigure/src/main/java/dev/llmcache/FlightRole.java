package dev.llmcache;

import java.util.Locale;

/**
 * Part that a call plays among those that ask for the same at the same time.
 */
public enum FlightRole {

	/** It asks the model for all. */
	LEADER,

	/** It is given the answer to another call of this instance. */
	FOLLOWER,

	/** It is given the answer to a call of another instance. */
	FLEET_FOLLOWER,

	/** It asks the model for itself, since its answer is not to be shared. */
	ALONE,

	/** It waited for another call in vain, and asks the model for itself. */
	TIMED_OUT;

	/**
	 * Form for metrics.
	 * @return the name in lower case with hyphens
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
