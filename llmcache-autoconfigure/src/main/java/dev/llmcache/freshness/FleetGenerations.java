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
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

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

	private static final int WRITTEN_AT_ONCE = 500;

	private final GenerationStore store;

	private final Freshness settings;

	private final InstantSource clock;

	private final KnownGenerations known;

	private final ReadAhead ahead;

	private final UnwrittenInvalidations unwritten;

	private final StoredGenerations stored;

	private final AtomicLong order = new AtomicLong();

	/**
	 * Creates the view of this instance.
	 * @param store where the generations are
	 * @param settings how far to rely on what was read before
	 * @param clock tells how long ago that was
	 */
	public FleetGenerations(GenerationStore store, Freshness settings, InstantSource clock) {
		this(store, settings, clock, List.of(), null);
	}

	/**
	 * Creates the view of this instance.
	 * @param store where the generations are
	 * @param settings how far to rely on what was read before
	 * @param clock tells how long ago that was
	 * @param everything what all answers can be invalidated by, in place of very many
	 * marks that could not be written
	 * @param ahead starts each reading that nobody waits for yet, at once on another
	 * thread; null for none, so that {@link #prepare} does nothing
	 */
	public FleetGenerations(GenerationStore store, Freshness settings, InstantSource clock, Collection<Mark> everything,
			@Nullable Executor ahead) {
		this.store = store;
		this.settings = settings;
		this.clock = clock;
		this.known = new KnownGenerations(settings);
		this.ahead = new ReadAhead(ahead);
		this.unwritten = new UnwrittenInvalidations(everything);
		this.stored = new StoredGenerations(store, this.unwritten::contains);
		store.listen(this);
	}

	@Override
	public Snapshot snapshot(Collection<Mark> marks, Duration lifetime) {
		Set<Mark> all = withAnyInvalidation(marks);
		requireWritten(all);
		Map<Mark, Long> generations = recent(all, lifetime);
		if (generations == null && this.ahead.await(all)) {
			generations = recent(all, lifetime);
		}
		return snapshot((generations != null) ? generations : readOrCreate(all, lifetime), marks);
	}

	private @Nullable Map<Mark, Long> recent(Set<Mark> marks, Duration lifetime) {
		Instant now = this.clock.instant();
		return this.known.recent(marks, now, now.plus(lifetime));
	}

	@Override
	public void prepare(Collection<Mark> marks, Duration lifetime) {
		if (this.settings.strict()) {
			return;
		}
		Set<Mark> all = withAnyInvalidation(marks);
		Instant now = this.clock.instant();
		// Or it might grow too old while it is looked up
		Instant soon = now.plus(this.settings.halfLag());
		if (this.known.recent(all, soon, now.plus(lifetime)) == null) {
			this.ahead.begin(all, now, (some) -> readOrCreate(some, lifetime));
		}
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
		Set<Mark> unknown = stamps.stream().map(Stamp::mark).collect(Collectors.toSet());
		Map<Mark, KnownGeneration> generations = this.known.recent(unknown, this.clock.instant());
		unknown.removeAll(generations.keySet());
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
			KnownGeneration last = this.known.recent(stamp.mark(), now);
			if (last == null) {
				return outdated(stamps).isEmpty();
			}
			if (!isCurrent(stamp, last)) {
				return false;
			}
		}
		return true;
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
		this.known.remember(generations, none);
	}

	@Override
	public void interrupted() {
		this.known.interrupted(this.order.incrementAndGet());
	}

	private Map<Mark, Long> readOrCreate(Set<Mark> marks, Duration lifetime) {
		Instant start = this.clock.instant();
		long position = this.order.incrementAndGet();
		Duration kept = lifetime.plus(lifetime).plus(MARGIN);
		try {
			Map<Mark, Long> generations = this.store.readOrCreate(marks, kept);
			this.known.remember(generations, new Reading(position, start, start.plus(kept).minus(MARGIN)));
			return generations;
		}
		catch (RuntimeException | LinkageError ex) {
			throw new GenerationsUnknownException(ex);
		}
	}

	private Map<Mark, KnownGeneration> read(Set<Mark> marks) {
		Instant start = this.clock.instant();
		try {
			this.ahead.await(marks);
			Map<Mark, KnownGeneration> read = this.known.recent(marks, start);
			Set<Mark> unread = new HashSet<>(marks);
			unread.removeAll(read.keySet());
			if (!unread.isEmpty()) {
				read.putAll(readNow(unread));
			}
			return read;
		}
		catch (RuntimeException | LinkageError ex) {
			return readBefore(marks, start, ex);
		}
	}

	private Map<Mark, KnownGeneration> readNow(Set<Mark> marks) {
		Instant start = this.clock.instant();
		Reading reading = new Reading(this.order.incrementAndGet(), start, start);
		Map<Mark, Long> generations = this.store.read(marks);
		Map<Mark, KnownGeneration> read = new HashMap<>();
		generations.forEach((mark, generation) -> read.put(mark, new KnownGeneration(generation, reading)));
		this.known.remember(generations, reading);
		return read;
	}

	// A server that is away must not send every caller to the model at once
	private Map<Mark, KnownGeneration> readBefore(Set<Mark> marks, Instant now, Throwable failure) {
		Map<Mark, KnownGeneration> before = new HashMap<>();
		for (Mark mark : marks) {
			KnownGeneration last = this.known.served(mark, now);
			if (last == null) {
				throw new GenerationsUnknownException(failure);
			}
			before.put(mark, last);
		}
		return before;
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
