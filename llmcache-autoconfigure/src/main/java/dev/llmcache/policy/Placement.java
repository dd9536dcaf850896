package dev.llmcache.policy;

/**
 * Where in the chain of advisors the cache acts.
 */
public enum Placement {

	/**
	 * Around retrieval and the tool loop: what is kept is the final answer to what the
	 * user asked.
	 */
	ANSWER(Integer.MIN_VALUE + 250),

	/**
	 * Next to the model, inside retrieval and the tool loop: what is kept is the model's
	 * answer to the prompt as it finally is.
	 */
	MODEL_CALL(1000);

	private final int order;

	Placement(int order) {
		this.order = order;
	}

	/**
	 * Order of the cache's advisor: for an answer inside chat memory, so that the history
	 * is in the prompt and a hit is remembered, and outside the tool loop, so that the
	 * final answer is what is kept; for a model call inside both and inside retrieval.
	 * @return the order, lower being further out
	 */
	public int order() {
		return this.order;
	}

}
