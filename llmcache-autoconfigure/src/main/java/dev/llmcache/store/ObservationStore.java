package dev.llmcache.store;

import java.time.Duration;
import java.util.List;

import dev.llmcache.Fingerprint;

/**
 * Keeps the latest verdicts, from which all instances learn together.
 * <p>
 * Thread-safe. May throw any unchecked exception when the server fails.
 */
public interface ObservationStore {

	/** How many of the latest are kept. */
	int KEPT = 1_000;

	/** How long those of a subject are kept after its last. */
	Duration LIFETIME = Duration.ofDays(30);

	/**
	 * Adds a verdict.
	 * @param subject what it is about: a digest
	 * @param observation the verdict
	 */
	void add(Fingerprint subject, Observation observation);

	/**
	 * Reads the latest verdicts.
	 * @param subject what they are about
	 * @return at most {@link #KEPT}, in the order in which they were added
	 */
	List<Observation> latest(Fingerprint subject);

}
