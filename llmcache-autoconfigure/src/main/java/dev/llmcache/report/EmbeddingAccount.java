package dev.llmcache.report;

import java.time.Duration;

/**
 * What embedding with one model took since the start.
 *
 * @param model name of the model
 * @param use what for
 * @param calls how often the model was asked, and answered
 * @param embedded texts that it embedded
 * @param time how long that took it, calls at the same time each on its own
 * @param counted those of the texts of which it told the tokens
 * @param tokens tokens of these
 * @param remembered texts that it was not asked for
 */
public record EmbeddingAccount(String model, EmbeddingUse use, long calls, long embedded, Duration time, long counted,
		long tokens, long remembered) {

	/**
	 * This account and another of the same model together.
	 * @param other the other
	 * @return the sum, for the use of this one
	 */
	public EmbeddingAccount plus(EmbeddingAccount other) {
		return new EmbeddingAccount(this.model, this.use, this.calls + other.calls, this.embedded + other.embedded,
				this.time.plus(other.time), this.counted + other.counted, this.tokens + other.tokens,
				this.remembered + other.remembered);
	}

}
