package dev.llmcache.benchmarks.quality;

import java.util.List;
import java.util.Random;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.InMemoryObservationStore;
import dev.llmcache.store.Observation;
import dev.llmcache.store.ObservationStore;

/**
 * Counts verdicts, and turns some of them round.
 */
final class NoisyObservations implements ObservationStore {

	private final ObservationStore store = new InMemoryObservationStore();

	private final double wrong;

	private final Random random;

	private int count;

	NoisyObservations(double wrong, Random random) {
		this.wrong = wrong;
		this.random = random;
	}

	@Override
	public void add(Fingerprint subject, Observation observation) {
		this.count++;
		boolean turned = this.random.nextDouble() < this.wrong;
		this.store.add(subject, new Observation(observation.score(), observation.right() != turned));
	}

	@Override
	public List<Observation> latest(Fingerprint subject) {
		return this.store.latest(subject);
	}

	int count() {
		return this.count;
	}

}
