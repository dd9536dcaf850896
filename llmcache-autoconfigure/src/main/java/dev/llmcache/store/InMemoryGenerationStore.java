package dev.llmcache.store;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import dev.llmcache.Mark;

/**
 * Generations in the memory of this process, as good as what is stored there.
 * <p>
 * Thread-safe. Throws nothing. Those that have expired go while others are made, and of
 * more than {@value #MOST} those that were asked for longest ago, which outdates what
 * bears them.
 */
public final class InMemoryGenerationStore implements GenerationStore {

	static final int MOST = 200_000;

	private static final int CHANGES_PER_SWEEP = 10_000;

	private final Map<Mark, Generation> generations = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<Mark, Generation> eldest) {
			return size() > MOST;
		}

	};

	private final Random random = new SecureRandom();

	private final InstantSource clock;

	private int changes;

	/**
	 * Creates an empty store.
	 * @param clock tells which generations have expired
	 */
	public InMemoryGenerationStore(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public synchronized Map<Mark, Long> read(Set<Mark> marks) {
		Instant now = this.clock.instant();
		Map<Mark, Long> found = new HashMap<>();
		for (Mark mark : marks) {
			Generation generation = this.generations.get(mark);
			if (generation != null && now.isBefore(generation.expiresAt())) {
				found.put(mark, generation.number());
			}
		}
		return found;
	}

	@Override
	public synchronized Map<Mark, Long> readOrCreate(Set<Mark> marks, Duration lifetime) {
		Map<Mark, Long> found = read(marks);
		Instant expiresAt = this.clock.instant().plus(lifetime);
		marks.forEach((mark) -> put(mark, found.computeIfAbsent(mark, (missing) -> this.random.nextLong()), expiresAt));
		return found;
	}

	@Override
	public synchronized Map<Mark, Long> replace(Set<Mark> marks, Duration lifetime) {
		Set<Mark> all = new HashSet<>(marks);
		all.add(Mark.ANY_INVALIDATION);
		this.generations.keySet().removeAll(all);
		return readOrCreate(all, lifetime);
	}

	private void put(Mark mark, long number, Instant expiresAt) {
		this.generations.merge(mark, new Generation(number, expiresAt),
				(before, after) -> before.expiresAt().isAfter(after.expiresAt())
						? new Generation(after.number(), before.expiresAt()) : after);
		if (++this.changes % CHANGES_PER_SWEEP == 0) {
			Instant now = this.clock.instant();
			this.generations.values().removeIf((generation) -> !now.isBefore(generation.expiresAt()));
		}
	}

	@Override
	public boolean isNear() {
		return true;
	}

	@Override
	public void listen(Listener listener) {
		// Nobody else changes anything
	}

	@Override
	public void close() {
		// Nothing to close
	}

	/** How many there are. */
	synchronized int size() {
		return this.generations.size();
	}

	private record Generation(long number, Instant expiresAt) {

	}

}
