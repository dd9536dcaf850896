package dev.llmcache.store;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * Generations in the memory of this process, as good as what is stored there.
 * <p>
 * Thread-safe; who reads waits only for who changes something. Throws nothing. Of more
 * than {@value #MOST} those go that are asked for least, which outdates what bears them.
 */
public final class InMemoryGenerationStore implements GenerationStore {

	static final int MOST = 200_000;

	private static final int CHANGES_PER_SWEEP = 10_000;

	/** Expired ones too, or each reading would ask for the time once for each mark. */
	private final Cache<Mark, Generation> generations = Caffeine.newBuilder()
		.maximumSize(MOST)
		.executor(Runnable::run)
		.build();

	/** Held by whoever changes several that are read together. */
	private final StampedLock lock = new StampedLock();

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
	public Map<Mark, Long> read(Set<Mark> marks) {
		return atOneMoment(() -> find(marks));
	}

	@Override
	public boolean areCurrent(Collection<Stamp> stamps) {
		return atOneMoment(() -> allCurrent(stamps));
	}

	private <T> T atOneMoment(Supplier<T> reading) {
		long stamp = this.lock.tryOptimisticRead();
		if (stamp != 0) {
			T read = reading.get();
			if (this.lock.validate(stamp)) {
				return read;
			}
		}
		stamp = this.lock.readLock();
		try {
			return reading.get();
		}
		finally {
			this.lock.unlockRead(stamp);
		}
	}

	private boolean allCurrent(Collection<Stamp> stamps) {
		Instant now = this.clock.instant();
		for (Stamp stamp : stamps) {
			Generation generation = unexpired(stamp.mark(), now);
			if (generation == null || generation.number() != stamp.generation()) {
				return false;
			}
		}
		return true;
	}

	@Override
	public Map<Mark, Long> readOrCreate(Set<Mark> marks, Duration lifetime) {
		long stamp = this.lock.writeLock();
		try {
			return findOrCreate(marks, lifetime);
		}
		finally {
			this.lock.unlockWrite(stamp);
		}
	}

	@Override
	public Map<Mark, Long> replace(Set<Mark> marks, Duration lifetime) {
		long stamp = this.lock.writeLock();
		try {
			this.generations.invalidateAll(marks);
			this.generations.invalidate(Mark.ANY_INVALIDATION);
			Map<Mark, Long> replaced = findOrCreate(marks, lifetime);
			replaced.putAll(findOrCreate(Set.of(Mark.ANY_INVALIDATION), lifetime));
			return replaced;
		}
		finally {
			this.lock.unlockWrite(stamp);
		}
	}

	private Map<Mark, Long> find(Set<Mark> marks) {
		Instant now = this.clock.instant();
		Map<Mark, Long> found = HashMap.newHashMap(marks.size());
		for (Mark mark : marks) {
			Generation generation = unexpired(mark, now);
			if (generation != null) {
				found.put(mark, generation.number());
			}
		}
		return found;
	}

	private @Nullable Generation unexpired(Mark mark, Instant now) {
		Generation generation = this.generations.getIfPresent(mark);
		return (generation != null && now.isBefore(generation.expiresAt())) ? generation : null;
	}

	private Map<Mark, Long> findOrCreate(Set<Mark> marks, Duration lifetime) {
		Instant now = this.clock.instant();
		Instant expiresAt = now.plus(lifetime);
		Map<Mark, Long> found = HashMap.newHashMap(marks.size());
		for (Mark mark : marks) {
			Generation before = unexpired(mark, now);
			long number = (before != null) ? before.number() : this.random.nextLong();
			if (before == null || expiresAt.isAfter(before.expiresAt())) {
				put(mark, new Generation(number, expiresAt), now);
			}
			found.put(mark, number);
		}
		return found;
	}

	private void put(Mark mark, Generation generation, Instant now) {
		this.generations.put(mark, generation);
		if (++this.changes % CHANGES_PER_SWEEP == 0) {
			this.generations.asMap().values().removeIf((each) -> !now.isBefore(each.expiresAt()));
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
	long size() {
		this.generations.cleanUp();
		return this.generations.estimatedSize();
	}

	private record Generation(long number, Instant expiresAt) {

	}

}
