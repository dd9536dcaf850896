package dev.llmcache.benchmarks.quality;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import dev.llmcache.benchmarks.Figures;

/**
 * What became of the questions of a stream, in per cent of all of them.
 *
 * @param stream name of the stream
 * @param requests how many questions were asked
 * @param hit answered from the cache
 * @param wrong answered wrongly
 * @param precision answered rightly, of those answered
 * @param judged compared with the model's answer, to learn
 */
record StreamResult(String stream, int requests, double hit, double wrong, double precision, double judged) {

	private static final double PER_CENT = 100;

	static StreamResult of(String stream, int requests, int hits, int wrong, int judged) {
		return new StreamResult(stream, requests, PER_CENT * hits / requests, PER_CENT * wrong / requests,
				(hits > 0) ? PER_CENT * (hits - wrong) / hits : PER_CENT, PER_CENT * judged / requests);
	}

	static StreamResult mean(List<StreamResult> results) {
		return new StreamResult("macro", results.stream().mapToInt(StreamResult::requests).sum(),
				mean(results, StreamResult::hit), mean(results, StreamResult::wrong),
				mean(results, StreamResult::precision), mean(results, StreamResult::judged));
	}

	private static double mean(List<StreamResult> results, ToDoubleFunction<StreamResult> figure) {
		return results.stream().mapToDouble(figure).average().orElse(Double.NaN);
	}

	void print(Figures figures) {
		figures.line(String.format(Locale.ROOT,
				"{\"stream\":\"%s\",\"requests\":%d,\"hit\":%.2f,\"wrong\":%.2f,\"precision\":%.2f,\"judged\":%.2f}",
				this.stream, this.requests, this.hit, this.wrong, this.precision, this.judged));
	}

}
