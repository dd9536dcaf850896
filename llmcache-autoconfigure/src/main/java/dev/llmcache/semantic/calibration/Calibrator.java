package dev.llmcache.semantic.calibration;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

import dev.llmcache.Acceptance.Adaptive;
import dev.llmcache.Fingerprint;
import dev.llmcache.store.Observation;
import dev.llmcache.store.ObservationStore;

/**
 * Learns from verdicts which stored answers can be served, so that the share of wrong
 * ones stays at its bounds.
 * <p>
 * A stored answer may be served while its risk, a standard deviation up as long as little
 * is known, is within the {@link RiskBudget}. Verdicts come from a sample: most of the
 * first, then few. They are not weighted by how likely they were to be drawn, since a few
 * heavy ones would decide. Thread-safe.
 */
public final class Calibrator {

	private static final double LEAST_SCORE = -0.5;

	private static final double LEAST_OBSERVED_SCORE = -1.5;

	/**
	 * Share of verdicts that are taken to be wrong, unless more than half of the wrong
	 * answers that the bounds allow could hide behind it.
	 */
	private static final double NOISE = 0.03;

	private static final double AUDITED = 0.05;

	private static final double OBSERVED = 0.1;

	/** How many verdicts are wanted before the sample becomes small. */
	private static final double WARM_UP = 40;

	private static final int EAGER = 10;

	private static final int LEARNED_AT_ONCE = 10;

	private static final Duration LEARNS_FROM_OTHERS = Duration.ofSeconds(30);

	private final Fingerprint subject;

	private final Adaptive bounds;

	private final double noise;

	private final ObservationStore store;

	private final InstantSource clock;

	private final RandomGenerator random;

	private final ReentrantLock learning = new ReentrantLock();

	private Calibration calibration = Calibration.PRIOR;

	private RiskBudget wrong = RiskBudget.INITIAL;

	private RiskBudget imprecise = RiskBudget.INITIAL;

	private int observed;

	private int unlearned;

	private Instant due = Instant.MIN;

	/**
	 * Creates a calibrator.
	 * @param subject whose questions these are: a digest
	 * @param bounds what has to be kept
	 * @param store where verdicts are
	 * @param clock tells when to learn what others have observed
	 * @param random draws the sample
	 */
	public Calibrator(Fingerprint subject, Adaptive bounds, ObservationStore store, InstantSource clock,
			RandomGenerator random) {
		this.subject = subject;
		this.bounds = bounds;
		this.noise = Math.min(NOISE, (1 - bounds.minPrecision()) / 2);
		this.store = store;
		this.clock = clock;
		this.random = random;
	}

	/**
	 * Whether an answer may be served.
	 * @param score of its question
	 * @return whether its risk is within the budget
	 */
	public synchronized boolean accepts(double score) {
		return score >= LEAST_SCORE && this.calibration.cautiousRisk(score) <= limit();
	}

	private double limit() {
		return Math.min(this.wrong.limit(), this.imprecise.limit());
	}

	/**
	 * Accounts for a request that was answered from the cache.
	 * @param score of the answer's question
	 */
	public synchronized void served(double score) {
		double risk = this.calibration.risk(score);
		this.wrong = this.wrong.after(risk, this.bounds.maxWrong());
		this.imprecise = this.imprecise.after(risk, 1 - this.bounds.minPrecision());
	}

	/** Accounts for a request that was not. */
	public synchronized void missed() {
		this.wrong = this.wrong.after(0, this.bounds.maxWrong());
	}

	/**
	 * Draws whether a verdict is wanted on an answer that is served.
	 * @return whether the model should be asked too
	 */
	public synchronized boolean audits() {
		return draws(AUDITED);
	}

	/**
	 * Draws whether a verdict is wanted on an answer that was not served, now that the
	 * model's own is there.
	 * @param score of its question
	 * @return whether they should be compared
	 */
	public synchronized boolean observes(double score) {
		return score > LEAST_OBSERVED_SCORE && draws(OBSERVED);
	}

	private boolean draws(double share) {
		return this.random.nextDouble() < Math.max(share, WARM_UP / (WARM_UP + this.observed));
	}

	/**
	 * Learns from a verdict.
	 * @param observation the verdict
	 * @throws RuntimeException if the store fails
	 */
	public void observe(Observation observation) {
		this.store.add(this.subject, observation);
		boolean due;
		synchronized (this) {
			this.observed++;
			this.unlearned++;
			due = this.observed <= EAGER || this.unlearned >= LEARNED_AT_ONCE;
		}
		if (due) {
			learn();
		}
	}

	/**
	 * Learns what other instances have observed, if that is some time ago.
	 * @throws RuntimeException if the store fails
	 */
	public void catchUp() {
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
			List<Observation> latest = this.store.latest(this.subject);
			Calibration learned = Calibration.of(latest, this.noise);
			synchronized (this) {
				this.calibration = learned;
				this.observed = Math.max(this.observed, latest.size());
				this.unlearned = 0;
				this.due = this.clock.instant().plus(LEARNS_FROM_OTHERS);
			}
		}
		finally {
			this.learning.unlock();
		}
	}

	/**
	 * What was learned.
	 * @return the calibration
	 */
	public synchronized Calibration calibration() {
		return this.calibration;
	}

	/**
	 * How many verdicts it was learned from, or more.
	 * @return the count
	 */
	public synchronized int observed() {
		return this.observed;
	}

}
