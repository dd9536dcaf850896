package dev.llmcache.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.llmcache.Layer;
import dev.llmcache.Precision;

/**
 * What this instance did for the calls of a policy, and what it would have done for those
 * that came in shadow mode.
 *
 * @param policy name of the policy
 * @param since since when it counts
 * @param traffic all its calls
 * @param served calls that were looked up, and what was served
 * @param shared calls that were given the answer to another one at the same time
 * @param audits what the model was asked only to compare its answers with those served
 * @param refreshes what the model was asked again in the background, by the layer that
 * served what had grown old
 * @param shadow calls in shadow mode, and what would have been served
 * @param thresholds for calls in shadow mode, what the semantic layer would have served
 * with another threshold; the highest first
 * @param accepted cosine similarities of the questions whose answers were served by
 * meaning
 * @param rejected cosine similarities of the nearest questions whose answers were not
 */
public record PolicyReport(String policy, Instant since, Traffic traffic, Account served, Savings shared,
		Savings audits, Map<Layer, Savings> refreshes, Account shadow, List<ThresholdReport> thresholds,
		Distribution accepted, Distribution rejected) {

	public PolicyReport {
		refreshes = Map.copyOf(refreshes);
		thresholds = List.copyOf(thresholds);
	}

	/**
	 * What the model was asked again in the background.
	 * @return all of it
	 */
	public Savings refreshed() {
		return this.refreshes.values().stream().reduce(Savings.NONE, Savings::plus);
	}

	/**
	 * What was saved on the whole, less what audits and refreshes cost.
	 * @return the difference
	 */
	public Savings net() {
		return this.served.layers()
			.stream()
			.map(LayerReport::savings)
			.reduce(this.shared, Savings::plus)
			.minus(this.audits)
			.minus(refreshed());
	}

	/**
	 * Requests and what became of them.
	 *
	 * @param requests how many could have been served
	 * @param layers what each layer served of them
	 */
	public record Account(long requests, List<LayerReport> layers) {

		public Account {
			layers = List.copyOf(layers);
		}

	}

	/**
	 * What the semantic layer would have served with a threshold, guards and conflicts
	 * between answers as they are.
	 *
	 * @param cosine the least cosine similarity
	 * @param hitRate which share of the requests, from 0 to 1
	 * @param savings what that would have saved
	 * @param precision how many of the answers say what the model said
	 */
	public record ThresholdReport(double cosine, double hitRate, Savings savings, Precision precision) {

	}

}
