package dev.llmcache.benchmarks.bill;

/**
 * A question of the day.
 *
 * @param text what is asked
 * @param label what the answer is: the same for questions that mean the same
 * @param tenant whose customer asks
 * @param way how it is asked
 */
record AskedQuestion(String text, String label, String tenant, Way way) {

	/**
	 * How a question is asked.
	 */
	enum Way {

		/** As a call. */
		CALL,

		/** As a stream. */
		STREAM,

		/** As a call that retrieves documents. */
		RETRIEVAL,

		/** As a call that offers a tool, which the model uses: by-passes the cache. */
		TOOL,

		/** As a call at a high temperature: by-passes the cache. */
		CREATIVE

	}

}
