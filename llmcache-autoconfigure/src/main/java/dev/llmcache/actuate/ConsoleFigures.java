package dev.llmcache.actuate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.llmcache.report.Distribution;
import dev.llmcache.report.History.Series;
import dev.llmcache.report.HistoryPoint;
import dev.llmcache.report.HistoryPoint.Saved;
import dev.llmcache.report.RecentCall;
import org.jspecify.annotations.Nullable;

/**
 * All that the console shows.
 *
 * @param at when it was read
 * @param overview what the endpoint tells
 * @param recent what happened in the last 15 minutes
 * @param day what happened in the last day
 * @param latency how long calls took, in milliseconds
 * @param similarity how near the nearest questions were, by policy
 * @param decisions the calls that ended last, the latest first
 * @param policies how policies do
 */
public record ConsoleFigures(Instant at, Overview overview, SeriesStatus recent, SeriesStatus day,
		LatencyStatus latency, Map<String, SimilarityStatus> similarity, List<DecisionStatus> decisions,
		List<PolicyStatus> policies) {

	/**
	 * What happened in each of some steps.
	 *
	 * @param stepSeconds from one point to the next, about
	 * @param points the points, the oldest first
	 */
	public record SeriesStatus(long stepSeconds, List<PointStatus> points) {

		static SeriesStatus of(Series series, Duration time) {
			List<HistoryPoint> points = series.points();
			int most = Math.toIntExact(time.dividedBy(series.step()));
			return new SeriesStatus(series.step().toSeconds(),
					points.subList(Math.max(0, points.size() - most), points.size())
						.stream()
						.map(PointStatus::of)
						.toList());
		}

	}

	/**
	 * What happened in a step.
	 *
	 * @param at its end
	 * @param requests calls that were looked up
	 * @param exact those that the exact layer answered
	 * @param semantic those that the semantic layer answered
	 * @param singleFlight those that were given the answer to another one
	 * @param bypassed calls that the cache stayed out of
	 * @param saved what each layer saved, less what it took and cost; those are not there
	 * that did neither
	 */
	public record PointStatus(Instant at, long requests, long exact, long semantic, long singleFlight, long bypassed,
			Map<String, SavedPoint> saved) {

		static PointStatus of(HistoryPoint point) {
			Map<String, SavedPoint> saved = new TreeMap<>();
			point.saved().forEach((by, each) -> saved.put(by.code(), SavedPoint.of(each)));
			return new PointStatus(point.at(), point.requests(), point.exact(), point.semantic(), point.coalesced(),
					point.bypassed(), saved);
		}

	}

	/**
	 * What a layer saved in a step.
	 *
	 * @param ms milliseconds
	 * @param usd US dollars, of what prices are known for
	 */
	public record SavedPoint(long ms, BigDecimal usd) {

		static SavedPoint of(Saved saved) {
			return new SavedPoint(Math.round(saved.milliseconds()),
					new BigDecimal(saved.dollars(), MathContext.DECIMAL32));
		}

	}

	/**
	 * How long calls took.
	 *
	 * @param boundariesMs upper bounds of all ranges but the last
	 * @param hits calls that were answered from the cache, by range
	 * @param misses calls that the model answered, by range
	 */
	public record LatencyStatus(List<Double> boundariesMs, List<Long> hits, List<Long> misses) {

		static LatencyStatus of(Distribution hits, Distribution misses) {
			return new LatencyStatus(hits.bounds(), hits.counts(), misses.counts());
		}

	}

	/**
	 * How near the nearest questions were.
	 *
	 * @param boundaries upper bounds of all ranges but the last
	 * @param accepted those whose answers were served, by range
	 * @param rejected those whose answers were not, by range
	 * @param line cosine similarity from which on a question is near enough, or null
	 * where that is learned or not known
	 */
	public record SimilarityStatus(List<Double> boundaries, List<Long> accepted, List<Long> rejected,
			@Nullable Double line) {

	}

	/**
	 * A call that ended lately.
	 *
	 * @param at when it ended
	 * @param policy name of its policy
	 * @param outcome {@code hit}, {@code stale}, {@code coalesced}, {@code miss},
	 * {@code bypass} or {@code error}
	 * @param layer the layer that answered, or {@code none}
	 * @param reason why it was no hit, or null for a hit
	 * @param similarity cosine similarity of the nearest question, or null
	 * @param fingerprint first digits of its fingerprint, or null
	 * @param milliseconds how long it took
	 */
	public record DecisionStatus(Instant at, String policy, String outcome, String layer, @Nullable String reason,
			@Nullable Double similarity, @Nullable String fingerprint, double milliseconds) {

		static DecisionStatus of(RecentCall call) {
			return new DecisionStatus(call.at(), call.policy(), call.result().outcome(), call.result().layerCode(),
					call.reason(), call.similarity(), call.fingerprint(), call.took().toNanos() / 1e6);
		}

	}

}
