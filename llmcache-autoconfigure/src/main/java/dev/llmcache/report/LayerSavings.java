package dev.llmcache.report;

import java.time.Duration;

import dev.llmcache.pricing.Cost;
import dev.llmcache.pricing.ModelTokens;

/**
 * What something has saved of one model, since the start of this instance.
 *
 * @param by what saves
 * @param model name of the model
 * @param answers answers, vectors or requests that were saved
 * @param time what the model took for them before; zero where nobody knows
 * @param tokens their tokens, as far as they were counted
 * @param cost what they would have cost
 */
public record LayerSavings(SavedBy by, String model, long answers, Duration time, ModelTokens tokens, Cost cost) {

}
