package dev.llmcache.freshness;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.llmcache.Generations;
import dev.llmcache.GenerationsUnknownException;
import dev.llmcache.Mark;
import dev.llmcache.Snapshot;
import dev.llmcache.Stamp;
import dev.llmcache.freshness.KnownGeneration.Reading;
import dev.llmcache.store.GenerationStore;
import org.jspecify.annotations.Nullable;

/**
 * Generations that all instances read from one store, each remembering for a moment what
 * it read.
 * <p>
 * What another instance invalidates is noticed when the store tells of it, and at the
 * latest {@code maxLag} after. While the store does not answer, what was read last is
 * relied upon for {@code serveFor}. With {@link Freshness#strict()} every question goes
 * to the store. What this instance could not write to the store is outdated here until it
 * is written.
 */
public final class FleetGenerations implements Generations, GenerationStore.Listener {

	/** Longer than an answer waits to be stored. */
	private static final Duration MARGIN = Duration.ofHours(1);

	private static final int REMEMBERED = 200_000;

	private static final int WRITTEN_AT_ONCE = 500;

	private final GenerationStore store;

	private final Freshness settings;

	private final InstantSource clock;

	private final Cache<Mark, KnownGeneration> known = Caffeine.newBuilder()
		.maximumSize(REMEMBERED)
		.executor(Runnable::run)
		.build();

	private final UnwrittenInvalidations unwritten;

	private final StoredGenerations stored;

	private final AtomicLong order = new AtomicLong();

	private volatile long interruptedAt;

	/**
	 * Creates the view of this instance.
	 * @param store where the generations are
	 * @param settings how far to rely on what was read before
	 * @param clock tells how long ago that was
	 */
	public FleetGenerations(GenerationStore store, Freshness settings, InstantSource clock) {
		this(store, settings, clock, List.of());
	}

	/**
	 * Creates the view of this instance.
	 * @param store where the generations are
	 * @param settings how far to rely on what was read before
	 * @param clock tells how long ago that was
	 * @param everything what all answers can be invalidated by, in place of very many
	 * marks that could not be written
	 */
	public FleetGenerations(GenerationStore store, Freshness settings, InstantSource clock,
			Collection<Mark> everything) {
		this.store = store;
		this.settings = settings;
		this.clock = clock;
		this.unwritten = new UnwrittenInvalidations(everything);
		this.stored = new StoredGenerations(store, this.unwritten::contains);
		store.listen(this);
	}

	@Override
	public Snapshot snapshot(Collection<Mark> marks, Duration lifetime) {
		Set<Mark> all = withAnyInvalidation(marks);
		requireWritten(all);
		Instant now = this.clock.instant();
		Map<Mark, Long> generations = new HashMap<>();
		for (Mark mark : all) {
			KnownGeneration last = recent(mark, now);
			if (last == null || last.reading().keptUntil().isBefore(now.plus(lifetime))) {
				return snapshot(readOrCreate(all, lifetime), marks);
			}
			generations.put(mark, last.generation());
		}
		return snapshot(generations, marks);
	}

	@Override
	public @Nullable Snapshot extend(Snapshot earlier, Collection<Mark> marks, Duration lifetime) {
		Set<Mark> all = withAnyInvalidation(marks);
		requireWritten(all);
		Map<Mark, Long> generations = readOrCreate(all, lifetime);
		if (stamp(generations, Mark.ANY_INVALIDATION).generation() != earlier.anyInvalidation()) {
			return null;
		}
		Set<Stamp> stamps = new HashSet<>(earlier.stamps());
		stamps.addAll(snapshot(generations, marks).stamps());
		return new Snapshot(stamps.stream().toList(), earlier.anyInvalidation());
	}

	@Override
	public Set<Stamp> outdated(Collection<Stamp> stamps) {
		Instant now = this.clock.instant();
		Map<Mark, KnownGeneration> generations = new HashMap<>();
		Set<Mark> unknown = new HashSet<>();
		for (Stamp stamp : stamps) {
			KnownGeneration last = recent(stamp.mark(), now);
			if (last != null) {
				generations.put(stamp.mark(), last);
			}
			else {
				unknown.add(stamp.mark());
			}
		}
		if (!unknown.isEmpty()) {
			generations.putAll(read(unknown));
		}
		return stamps.stream()
			.filter((stamp) -> !isCurrent(stamp, generations.get(stamp.mark())))
			.collect(Collectors.toSet());
	}

	@Override
	public boolean areNear() {
		return this.settings.strict() && this.store.isNear();
	}

	@Override
	public boolean areCurrent(Collection<Stamp> stamps) {
		return this.settings.strict() ? this.stored.areCurrent(stamps) : areKnown(stamps);
	}

	private boolean areKnown(Collection<Stamp> stamps) {
		Instant now = this.clock.instant();
		for (Stamp stamp : stamps) {
			KnownGeneration last = recent(stamp.mark(), now);
			if (last == null) {
				return outdated(stamps).isEmpty();
			}
			if (!isCurrent(stamp, last)) {
				return false;
			}
		}
		return true;
	}

	private @Nullable KnownGeneration recent(Mark mark, Instant now) {
		KnownGeneration last = this.settings.strict() ? null : this.known.getIfPresent(mark);
		boolean isRecent = last != null && last.reading().order() > this.interruptedAt
				&& now.isBefore(last.reading().at().plus(this.settings.maxLag()));
		return isRecent ? last : null;
	}

	private boolean isCurrent(Stamp stamp, @Nullable KnownGeneration generation) {
		return generation != null && generation.generation() == stamp.generation()
				&& !this.unwritten.contains(stamp.mark());
	}

	@Override
	public void replace(Collection<Mark> marks) {
		long invalidation = this.order.incrementAndGet();
		Map<Mark, Long> pending = new HashMap<>();
		marks.forEach((mark) -> pending.put(mark, invalidation));
		this.unwritten.add(pending);
		write(pending);
	}

	/**
	 * Tries again to write what could not be written.
	 * @throws GenerationsUnknownException if the store still does not answer
	 */
	public void retry() {
		List<Mark> all = this.unwritten.marks();
		for (int from = 0; from < all.size(); from += WRITTEN_AT_ONCE) {
			write(this.unwritten.of(all.subList(from, Math.min(from + WRITTEN_AT_ONCE, all.size()))));
		}
	}

	private void write(Map<Mark, Long> pending) {
		if (pending.isEmpty()) {
			return;
		}
		try {
			replaced(this.store.replace(Set.copyOf(pending.keySet()), this.settings.lifetime()));
			this.unwritten.written(pending);
		}
		catch (RuntimeException | LinkageError ex) {
			throw new GenerationsUnknownException(ex);
		}
	}

	@Override
	public void replaced(Map<Mark, Long> generations) {
		// Told late, they might be older than what was read meanwhile; and whatever is
		// being read at this moment may have been read before
		Reading none = new Reading(this.order.incrementAndGet(), Instant.MIN, Instant.MIN);
		remember(generations, none);
	}

	@Override
	public void interrupted() {
		this.interruptedAt = this.order.incrementAndGet();
	}

	private Map<Mark, Long> readOrCreate(Set<Mark> marks, Duration lifetime) {
		Instant start = this.clock.instant();
		long position = this.order.incrementAndGet();
		Duration kept = lifetime.multipliedBy(2).plus(MARGIN);
		try {
			Map<Mark, Long> generations = this.store.readOrCreate(marks, kept);
			remember(generations, new Reading(position, start, start.plus(kept).minus(MARGIN)));
			return generations;
		}
		catch (RuntimeException | LinkageError ex) {
			throw new GenerationsUnknownException(ex);
		}
	}

	private Map<Mark, KnownGeneration> read(Set<Mark> marks) {
		Instant start = this.clock.instant();
		Reading reading = new Reading(this.order.incrementAndGet(), start, start);
		try {
			Map<Mark, Long> generations = this.store.read(marks);
			Map<Mark, KnownGeneration> read = new HashMap<>();
			generations.forEach((mark, generation) -> read.put(mark, new KnownGeneration(generation, reading)));
			remember(generations, reading);
			return read;
		}
		catch (RuntimeException | LinkageError ex) {
			return readBefore(marks, start, ex);
		}
	}

	// A server that is away must not send every caller to the model at once
	private Map<Mark, KnownGeneration> readBefore(Set<Mark> marks, Instant now, Throwable failure) {
		Map<Mark, KnownGeneration> before = new HashMap<>();
		for (Mark mark : marks) {
			KnownGeneration last = this.known.getIfPresent(mark);
			if (this.settings.strict() || last == null
					|| last.reading().at().plus(this.settings.serveFor()).isBefore(now)) {
				throw new GenerationsUnknownException(failure);
			}
			before.put(mark, last);
		}
		return before;
	}

	private void remember(Map<Mark, Long> generations, Reading reading) {
		// Or it would be written for every hit, and never read
		if (!this.settings.strict()) {
			generations.forEach((mark, generation) -> this.known.asMap()
				.merge(mark, new KnownGeneration(generation, reading), KnownGeneration::newer));
		}
	}

	private void requireWritten(Set<Mark> marks) {
		if (marks.stream().anyMatch(this.unwritten::contains)) {
			throw new GenerationsUnknownException(new IllegalStateException("An invalidation is yet to be written"));
		}
	}

	private static Set<Mark> withAnyInvalidation(Collection<Mark> marks) {
		Set<Mark> all = new HashSet<>(marks);
		all.add(Mark.ANY_INVALIDATION);
		return all;
	}

	private static Snapshot snapshot(Map<Mark, Long> generations, Collection<Mark> marks) {
		return new Snapshot(marks.stream().distinct().map((mark) -> stamp(generations, mark)).toList(),
				stamp(generations, Mark.ANY_INVALIDATION).generation());
	}

	private static Stamp stamp(Map<Mark, Long> generations, Mark mark) {
		return new Stamp(mark, Objects.requireNonNull(generations.get(mark)));
	}

}
