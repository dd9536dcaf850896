package dev.llmcache.report;

import dev.llmcache.Layer;
import dev.llmcache.Precision;

/**
 * What a layer has answered, or would have.
 *
 * @param layer the layer
 * @param hitRate which share of the requests, from 0 to 1
 * @param savings what that saved
 * @param precision how many of its answers say what the model says, of those that were
 * compared
 */
public record LayerReport(Layer layer, double hitRate, Savings savings, Precision precision) {

	static LayerReport of(Layer layer, Tally tally, long requests) {
		Savings savings = tally.savings();
		return new LayerReport(layer, share(savings, requests), savings, tally.precision());
	}

	static double share(Savings savings, long requests) {
		return (requests > 0) ? Math.min(1, (double) savings.answers() / requests) : 0;
	}

}
