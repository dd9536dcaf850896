package dev.llmcache.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.llmcache.Fingerprint;

/**
 * Verdicts in this process, a million at the most: the subjects that have had none for
 * the longest time go first.
 */
public final class InMemoryObservationStore implements ObservationStore {

	private static final int MOST = 1_000_000;

	/** Those with the oldest last verdict first. */
	private final LinkedHashMap<Fingerprint, Verdicts> subjects = new LinkedHashMap<>();

	private final InstantSource clock;

	private final int most;

	private int count;

	/** Creates an empty store. */
	public InMemoryObservationStore() {
		this(InstantSource.system());
	}

	/**
	 * Creates an empty store.
	 * @param clock tells what is too old
	 */
	public InMemoryObservationStore(InstantSource clock) {
		this(clock, MOST);
	}

	InMemoryObservationStore(InstantSource clock, int most) {
		this.clock = clock;
		this.most = most;
	}

	@Override
	public void add(Fingerprint subject, Observation observation) {
		add(subject, observation, this.clock.instant());
	}

	/**
	 * Adds a verdict that may have been there before.
	 * @param subject what it is about
	 * @param observation the verdict
	 * @param time when it was first added
	 */
	public synchronized void add(Fingerprint subject, Observation observation, Instant time) {
		Verdicts present = this.subjects.remove(subject);
		if (present != null && isStale(present, time)) {
			this.count -= present.latest().size();
			present = null;
		}
		Deque<Observation> latest = (present != null) ? present.latest() : new ArrayDeque<>();
		latest.addLast(observation);
		this.count++;
		if (latest.size() > KEPT) {
			latest.removeFirst();
			this.count--;
		}
		this.subjects.put(subject, new Verdicts(latest, time));
		removeEldest(time);
	}

	private void removeEldest(Instant time) {
		Iterator<Verdicts> eldest = this.subjects.values().iterator();
		while (eldest.hasNext()) {
			Verdicts verdicts = eldest.next();
			if (this.count <= this.most && !isStale(verdicts, time)) {
				return;
			}
			this.count -= verdicts.latest().size();
			eldest.remove();
		}
	}

	private static boolean isStale(Verdicts verdicts, Instant time) {
		return !time.isBefore(verdicts.lastAt().plus(LIFETIME));
	}

	@Override
	public synchronized List<Observation> latest(Fingerprint subject) {
		Verdicts verdicts = this.subjects.get(subject);
		return (verdicts != null && !isStale(verdicts, this.clock.instant())) ? List.copyOf(verdicts.latest())
				: List.of();
	}

	/**
	 * Copies what is there.
	 * @return the verdicts by their subject, those with the oldest last one first
	 */
	public synchronized Map<Fingerprint, Kept> copy() {
		Map<Fingerprint, Kept> copy = new LinkedHashMap<>();
		this.subjects.forEach(
				(subject, verdicts) -> copy.put(subject, new Kept(List.copyOf(verdicts.latest()), verdicts.lastAt())));
		return copy;
	}

	/**
	 * How many verdicts there are.
	 * @return the number, of all subjects
	 */
	public synchronized int size() {
		return this.count;
	}

	/**
	 * Verdicts about a subject.
	 *
	 * @param latest the latest, oldest first
	 * @param lastAt when the last was added
	 */
	public record Kept(List<Observation> latest, Instant lastAt) {

	}

	private record Verdicts(Deque<Observation> latest, Instant lastAt) {

	}

}
