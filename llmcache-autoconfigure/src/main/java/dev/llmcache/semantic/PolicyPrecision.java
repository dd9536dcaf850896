package dev.llmcache.semantic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import dev.llmcache.Fingerprint;
import dev.llmcache.Precision;
import dev.llmcache.semantic.calibration.Reliability;
import dev.llmcache.store.Observation;
import dev.llmcache.store.ObservationStore;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * How many of the answers of one policy to other questions are right, by the latest
 * verdicts of all instances.
 * <p>
 * Thread-safe.
 */
final class PolicyPrecision {

	private static final Log logger = LogFactory.getLog(PolicyPrecision.class);

	/** The precision is that of so many of the latest. */
	private static final int LATEST = 200;

	private static final Duration LEARNS_FROM_OTHERS = Duration.ofSeconds(30);

	private final String policy;

	private final Fingerprint subject;

	private final double floor;

	private final ObservationStore store;

	private final InstantSource clock;

	private final ReentrantLock learning = new ReentrantLock();

	private volatile State state;

	private Instant due = Instant.MIN;

	PolicyPrecision(String policy, Fingerprint subject, double floor, ObservationStore store, InstantSource clock) {
		this.policy = policy;
		this.subject = subject;
		this.floor = floor;
		this.store = store;
		this.clock = clock;
		this.state = new State(Reliability.trusted(floor), Precision.UNKNOWN);
	}

	boolean isOf(Fingerprint other) {
		return this.subject.equals(other);
	}

	boolean isReliable() {
		return this.state.reliability().reliable();
	}

	/** Whether verdicts are worth more than usual. */
	boolean isQuestionable() {
		return this.state.reliability().isQuestionable();
	}

	Precision latest() {
		return this.state.precision();
	}

	/**
	 * Learns from a verdict.
	 * @throws RuntimeException if the store fails
	 */
	void observe(Observation verdict) {
		this.store.add(this.subject, verdict);
		learn();
	}

	/**
	 * Learns what other instances have observed, if that is some time ago.
	 * @throws RuntimeException if the store fails
	 */
	void catchUp() {
		if (isDue()) {
			learn();
		}
	}

	private synchronized boolean isDue() {
		Instant now = this.clock.instant();
		boolean isDue = !now.isBefore(this.due);
		if (isDue) {
			this.due = now.plus(LEARNS_FROM_OTHERS);
		}
		return isDue;
	}

	// One after another, so that none replaces what a later one has read
	private void learn() {
		this.learning.lock();
		try {
			learnFromLatest();
		}
		finally {
			this.learning.unlock();
		}
	}

	private void learnFromLatest() {
		List<Observation> verdicts = this.store.latest(this.subject);
		Reliability reliability = Reliability.trusted(this.floor);
		for (Observation verdict : verdicts) {
			reliability = reliability.after(verdict.right());
		}
		List<Observation> latest = verdicts.subList(Math.max(0, verdicts.size() - LATEST), verdicts.size());
		Precision precision = new Precision(latest.stream().filter(Observation::right).count(), latest.size());
		boolean wasReliable = isReliable();
		this.state = new State(reliability, precision);
		if (wasReliable && !reliability.reliable()) {
			logger.warn("Policy '%s' answers no more questions by meaning: %d of the latest %d answers were right."
				.formatted(this.policy, precision.right(), precision.judged()));
		}
		else if (!wasReliable && reliability.reliable()) {
			logger.info("Policy '%s' answers questions by meaning again.".formatted(this.policy));
		}
	}

	/**
	 * What is known.
	 *
	 * @param reliability whether answers may be served
	 * @param precision how many of them are right
	 */
	private record State(Reliability reliability, Precision precision) {

	}

}
