package dev.llmcache;

import org.jspecify.annotations.Nullable;

/**
 * What a layer would have done for a call that the model has answered.
 *
 * @param layer the layer
 * @param hit whether it would have answered
 * @param cosine cosine similarity of the nearest question whose answer might have been
 * served, or NaN when there is none
 * @param right whether that answer says what the model said, or null when that is not
 * known
 */
public record Trial(Layer layer, boolean hit, double cosine, @Nullable Boolean right) {

	/**
	 * Trial of a layer that had nothing to offer.
	 * @param layer the layer
	 * @return the trial
	 */
	public static Trial nothing(Layer layer) {
		return new Trial(layer, false, Double.NaN, null);
	}

}
