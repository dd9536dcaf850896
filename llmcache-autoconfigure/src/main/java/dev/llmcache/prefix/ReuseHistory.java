package dev.llmcache.prefix;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.llmcache.Fingerprint;

/**
 * How often beginnings of prompts come again before a provider forgets them, learned from
 * all that are sent, whether or not the provider was asked to remember.
 * <p>
 * A run is a number of requests with the same beginning, none of which is later than the
 * retention after the one before. Not thread-safe.
 */
final class ReuseHistory {

	/** What is believed before anything is seen, for each length of a run. */
	private static final double[] PRIOR = { 0, 0.1, 0.3, 0.6, 0.75 };

	private static final int LONGEST = PRIOR.length - 1;

	private static final int RUNS = 10_000;

	private static final int REMEMBERED = 200;

	private final long retention;

	private final double[] continued = new double[PRIOR.length];

	private final double[] ended = new double[PRIOR.length];

	private final Map<Fingerprint, Run> runs = new LinkedHashMap<>(16, 0.75F, true);

	/**
	 * Starts a history.
	 * @param retention for how many milliseconds the provider remembers
	 */
	ReuseHistory(long retention) {
		this.retention = retention;
	}

	/**
	 * Counts a request.
	 * @param prefix its beginning
	 * @param now the time in milliseconds
	 * @return its run
	 */
	Run arrived(Fingerprint prefix, long now) {
		endRuns(now);
		Run run = this.runs.get(prefix);
		if (run == null) {
			run = new Run();
			this.runs.put(prefix, run);
		}
		else {
			learn(this.continued, run);
		}
		run.length = Math.min(run.length + 1, LONGEST);
		run.last = now;
		return run;
	}

	/**
	 * How many further requests a run is expected to have.
	 * @param run the run, whose first request tells nothing
	 * @return their number, as if each were as likely as the next
	 */
	double expectedReads(Run run) {
		double again = this.continued[run.length];
		double likelihood = (again + PRIOR[run.length]) / (again + this.ended[run.length] + 1);
		return likelihood / (1 - likelihood);
	}

	private void endRuns(long now) {
		Iterator<Run> eldest = this.runs.values().iterator();
		while (eldest.hasNext()) {
			Run run = eldest.next();
			boolean over = now - run.last > this.retention;
			if (!over && this.runs.size() < RUNS) {
				return;
			}
			if (over) {
				learn(this.ended, run);
			}
			eldest.remove();
		}
	}

	private void learn(double[] counts, Run run) {
		counts[run.length]++;
		if (this.continued[run.length] + this.ended[run.length] > REMEMBERED) {
			this.continued[run.length] /= 2;
			this.ended[run.length] /= 2;
		}
	}

	/**
	 * Requests with the same beginning, one soon after the other.
	 */
	static final class Run {

		private int length;

		private long last;

		private boolean written;

		boolean isFirst() {
			return this.length == 1;
		}

		boolean isWritten() {
			return this.written;
		}

		void write() {
			this.written = true;
		}

	}

}
