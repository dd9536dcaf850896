package dev.llmcache.semantic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import dev.llmcache.Acceptance;
import dev.llmcache.Decision.Plan;
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

	/** Own verdicts after which those of others are read again. */
	private static final int LEARNED_AT_ONCE = 10;

	private static final Duration LEARNS_FROM_OTHERS = Duration.ofSeconds(30);

	private final String policy;

	private final Acceptance acceptance;

	private final Fingerprint subject;

	private final double floor;

	private final ObservationStore store;

	private final InstantSource clock;

	private final ReentrantLock learning = new ReentrantLock();

	private volatile State state;

	private volatile Instant due = Instant.MIN;

	private int unread;

	PolicyPrecision(Plan plan, Fingerprint subject, ObservationStore store, InstantSource clock) {
		this.policy = plan.policy();
		this.acceptance = plan.acceptance();
		this.subject = subject;
		this.floor = plan.auditing().floor();
		this.store = store;
		this.clock = clock;
		this.state = new State(Reliability.trusted(this.floor), Precision.UNKNOWN);
	}

	boolean isOf(Acceptance other) {
		return this.acceptance.equals(other);
	}

	Fingerprint subject() {
		return this.subject;
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
		this.learning.lock();
		try {
			if (++this.unread >= LEARNED_AT_ONCE) {
				readLatest();
			}
			else {
				become(this.state.after(verdict.right()));
			}
		}
		finally {
			this.learning.unlock();
		}
	}

	/**
	 * Learns what other instances have observed, if that is some time ago and nobody else
	 * is about to.
	 * @throws RuntimeException if the store fails
	 */
	void catchUp() {
		if (this.clock.instant().isBefore(this.due) || !this.learning.tryLock()) {
			return;
		}
		try {
			readLatest();
		}
		finally {
			this.learning.unlock();
		}
	}

	private void readLatest() {
		// Not once more by each call while the store fails
		this.due = this.clock.instant().plus(LEARNS_FROM_OTHERS);
		List<Observation> verdicts = this.store.latest(this.subject);
		Reliability reliability = Reliability.trusted(this.floor);
		for (Observation verdict : verdicts) {
			reliability = reliability.after(verdict.right());
		}
		List<Observation> latest = verdicts.subList(Math.max(0, verdicts.size() - LATEST), verdicts.size());
		this.unread = 0;
		become(new State(reliability,
				new Precision(latest.stream().filter(Observation::right).count(), latest.size())));
	}

	private void become(State next) {
		boolean wasReliable = isReliable();
		this.state = next;
		if (wasReliable && !next.reliability().reliable()) {
			logger.warn(("Too many of the latest answers by meaning were wrong for policy '%s', of which %s has to be "
					+ "right: it serves none until they would be right again.")
				.formatted(this.policy, this.floor));
		}
		else if (!wasReliable && next.reliability().reliable()) {
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

		State after(boolean right) {
			return new State(this.reliability.after(right),
					new Precision(this.precision.right() + (right ? 1 : 0), this.precision.judged() + 1));
		}

	}

}
