package dev.llmcache.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.llmcache.Fingerprint;

/**
 * Verdicts in this process.
 */
public final class InMemoryObservationStore implements ObservationStore {

	private static final int SUBJECTS = 10_000;

	private final Cache<Fingerprint, Deque<Observation>> observations = Caffeine.newBuilder()
		.maximumSize(SUBJECTS)
		.executor(Runnable::run)
		.build();

	@Override
	public void add(Fingerprint subject, Observation observation) {
		this.observations.asMap().compute(subject, (key, present) -> {
			Deque<Observation> latest = (present != null) ? present : new ArrayDeque<>();
			synchronized (latest) {
				latest.addLast(observation);
				if (latest.size() > KEPT) {
					latest.removeFirst();
				}
			}
			return latest;
		});
	}

	@Override
	public List<Observation> latest(Fingerprint subject) {
		Deque<Observation> latest = this.observations.getIfPresent(subject);
		if (latest == null) {
			return List.of();
		}
		synchronized (latest) {
			return List.copyOf(latest);
		}
	}

}
