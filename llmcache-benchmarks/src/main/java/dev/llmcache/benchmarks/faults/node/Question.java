package dev.llmcache.benchmarks.faults.node;

/**
 * Question that somebody asks.
 *
 * @param tenant whose customer asks
 * @param topic number of what is asked about
 * @param wording how it is asked
 * @param streamed whether the answer is to come in pieces
 */
public record Question(int tenant, long topic, int wording, boolean streamed) {

	/**
	 * What it is about.
	 * @return the topic
	 */
	public Topic about() {
		return Topic.of(this.topic);
	}

	/**
	 * Its text.
	 * @return the text
	 */
	public String text() {
		return about().question(this.wording);
	}

}
