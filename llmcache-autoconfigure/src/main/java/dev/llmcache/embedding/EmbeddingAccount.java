package dev.llmcache.embedding;

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

}
