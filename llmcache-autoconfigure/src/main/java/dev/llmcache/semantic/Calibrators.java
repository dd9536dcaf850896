package dev.llmcache.semantic;

import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.llmcache.Acceptance.Adaptive;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Fingerprint;
import dev.llmcache.Marks;
import dev.llmcache.semantic.calibration.Calibrator;
import dev.llmcache.store.Observation;
import dev.llmcache.store.ObservationStore;

/**
 * A {@link Calibrator} for each policy and owner.
 * <p>
 * Thread-safe.
 */
public final class Calibrators {

	private static final int MOST = 10_000;

	private final Subjects subjects;

	private final ObservationStore store;

	private final InstantSource clock;

	private final RandomGenerator random;

	private final LongAdder failures = new LongAdder();

	private final Cache<Fingerprint, Calibrator> calibrators = Caffeine.newBuilder()
		.maximumSize(MOST)
		.executor(Runnable::run)
		.build();

	/**
	 * Creates calibrators as they are needed.
	 * @param marks digests of policies and owners
	 * @param store where verdicts are
	 * @param clock tells when to learn what others have observed
	 * @param random draws what is compared
	 */
	public Calibrators(Marks marks, ObservationStore store, InstantSource clock, RandomGenerator random) {
		this.subjects = new Subjects(marks);
		this.store = store;
		this.clock = clock;
		this.random = random;
	}

	/**
	 * The calibrator of a plan's policy and owner.
	 * @param plan the plan
	 * @param bounds what has to be kept
	 * @return the calibrator
	 */
	public Calibrator of(Plan plan, Adaptive bounds) {
		Fingerprint subject = subject(plan, bounds);
		return this.calibrators.get(subject, (key) -> new Calibrator(key, bounds, this.store, this.clock, this.random));
	}

	/** The calibrator of a plan, with what other instances have learned. */
	Calibrator upToDate(Plan plan, Adaptive bounds) {
		Calibrator calibrator = of(plan, bounds);
		try {
			calibrator.catchUp();
		}
		catch (RuntimeException ex) {
			// It goes by what it knows, and tries again later
			this.failures.increment();
		}
		return calibrator;
	}

	/**
	 * How often what other instances have learned could not be read.
	 * @return the count since the start
	 */
	public long failures() {
		return this.failures.sum();
	}

	/**
	 * Learns from a verdict of a user.
	 * @param subject what the verdict is kept under
	 * @param verdict the verdict
	 */
	void observe(Fingerprint subject, Observation verdict) {
		Calibrator calibrator = this.calibrators.getIfPresent(subject);
		if (calibrator != null) {
			calibrator.observe(verdict);
		}
		else {
			this.store.add(subject, verdict);
		}
	}

	Fingerprint subject(Plan plan, Adaptive bounds) {
		return this.subjects.calibration(plan, bounds);
	}

}
