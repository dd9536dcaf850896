package dev.llmcache.edge;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Purges that wait to be made of one cache: at once, and a second time for responses that
 * were under way. What comes while one is being made goes together; one that fails is
 * tried again, later each time.
 * <p>
 * Never throws and never waits, but for its end. Thread-safe.
 */
public final class EdgePurges implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(EdgePurges.class);

	/** Tags that may wait; further ones are dropped and counted. */
	static final int CAPACITY = 100_000;

	/** Tags that may wait to be purged a second time, or again; further ones are not. */
	static final int CAPACITY_LATER = 4 * CAPACITY;

	static final int ATTEMPTS = 10;

	private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

	private static final Duration END = Duration.ofSeconds(5);

	private final EdgePurger purger;

	private final Duration secondAfter;

	private final RandomGenerator random;

	private final ScheduledExecutorService executor = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("llmcache-purge").factory());

	/** Tags that wait, and since when. */
	private final Map<EdgeTag, Long> waiting = new LinkedHashMap<>();

	private final Queue<Set<EdgeTag>> later = new ConcurrentLinkedQueue<>();

	private final AtomicInteger laterTags = new AtomicInteger();

	private final AtomicBoolean due = new AtomicBoolean();

	private final LongAdder purged = new LongAdder();

	private final LongAdder dropped = new LongAdder();

	private final LongAdder requests = new LongAdder();

	private final LongAdder requestNanos = new LongAdder();

	private final LongAdder lagNanos = new LongAdder();

	/**
	 * Starts without any.
	 * @param purger makes them
	 * @param secondAfter how long after the first time they are made again: the longest
	 * that a response may take from the answers in it to the cache
	 * @param random spreads what is tried again
	 */
	public EdgePurges(EdgePurger purger, Duration secondAfter, RandomGenerator random) {
		this.purger = purger;
		this.secondAfter = secondAfter;
		this.random = random;
	}

	/**
	 * Has responses dropped that bear one of some tags.
	 * @param tags the tags, whose generations have changed already
	 */
	public void purge(Set<EdgeTag> tags) {
		Set<EdgeTag> changed = new HashSet<>(tags);
		changed.add(EdgeTag.OVERFLOW);
		Set<EdgeTag> all = Set.copyOf(changed);
		try {
			add(all);
			if (this.due.compareAndSet(false, true)) {
				this.executor.execute(this::purgeDue);
			}
			if (reserve(all.size())) {
				this.later.add(all);
				Future<?> unused = this.executor.schedule(() -> purgeAgain(all), this.secondAfter.toMillis(),
						TimeUnit.MILLISECONDS);
			}
		}
		catch (RejectedExecutionException ex) {
			drop(all.size());
		}
	}

	private boolean reserve(int tags) {
		if (this.laterTags.addAndGet(tags) <= CAPACITY_LATER) {
			return true;
		}
		this.laterTags.addAndGet(-tags);
		drop(tags);
		return false;
	}

	/**
	 * Tags that were purged, each time counted.
	 * @return how many
	 */
	public long purged() {
		return this.purged.sum();
	}

	/**
	 * Tags that were given up: what bears them is kept until it expires.
	 * @return how many
	 */
	public long dropped() {
		return this.dropped.sum();
	}

	/**
	 * Requests to the cache that did what they asked for, and how long these took.
	 * @return how many, and their sum
	 */
	public PurgeTimes requests() {
		return new PurgeTimes(this.requests.sum(), Duration.ofNanos(this.requestNanos.sum()));
	}

	/**
	 * Tags that were purged, and how long that was after each was due, attempts that
	 * failed included.
	 * @return how many, and their sum
	 */
	public PurgeTimes lag() {
		return new PurgeTimes(this.purged.sum(), Duration.ofNanos(this.lagNanos.sum()));
	}

	private void purgeDue() {
		this.due.set(false);
		purgeWaiting();
	}

	private void purgeAgain(Set<EdgeTag> tags) {
		this.laterTags.addAndGet(-tags.size());
		this.later.remove(tags);
		add(tags);
		purgeWaiting();
	}

	private void add(Set<EdgeTag> tags) {
		int lost = 0;
		long now = System.nanoTime();
		synchronized (this.waiting) {
			for (EdgeTag tag : tags) {
				if (this.waiting.size() < CAPACITY) {
					this.waiting.putIfAbsent(tag, now);
				}
				else {
					lost++;
				}
			}
		}
		if (lost > 0) {
			drop(lost);
		}
	}

	private void purgeWaiting() {
		List<Map.Entry<EdgeTag, Long>> all;
		synchronized (this.waiting) {
			all = List.copyOf(this.waiting.entrySet());
			this.waiting.clear();
		}
		int most = Math.max(1, this.purger.maxTags());
		for (int i = 0; i < all.size(); i += most) {
			Map<EdgeTag, Long> together = new LinkedHashMap<>();
			all.subList(i, Math.min(i + most, all.size())).forEach((tag) -> together.put(tag.getKey(), tag.getValue()));
			purge(together, 1);
		}
	}

	private void purge(Map<EdgeTag, Long> tags, int attempt) {
		try {
			long start = System.nanoTime();
			this.purger.purge(Collections.unmodifiableSet(tags.keySet()));
			done(tags, start, System.nanoTime());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			drop(tags.size());
		}
		catch (IOException | RuntimeException ex) {
			if (attempt >= ATTEMPTS) {
				drop(tags.size());
				logger.warn("%d tags could not be purged; what bears them is kept until it expires: %s"
					.formatted(tags.size(), ex.getClass().getName()));
				return;
			}
			tryAgain(tags, attempt);
		}
	}

	private void done(Map<EdgeTag, Long> tags, long start, long now) {
		this.purged.add(tags.size());
		this.requests.increment();
		this.requestNanos.add(now - start);
		tags.values().forEach((since) -> this.lagNanos.add(now - since));
	}

	private void tryAgain(Map<EdgeTag, Long> tags, int attempt) {
		if (!reserve(tags.size())) {
			return;
		}
		try {
			Future<?> unused = this.executor.schedule(() -> {
				this.laterTags.addAndGet(-tags.size());
				purge(tags, attempt + 1);
			}, pause(attempt).toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			drop(tags.size());
		}
	}

	// Exponential, each from half of it to the whole
	private Duration pause(int attempt) {
		long longest = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << attempt);
		return Duration.ofMillis(this.random.nextLong(longest / 2, longest + 1));
	}

	private void drop(int tags) {
		this.dropped.add(tags);
	}

	/**
	 * Makes those at once that were to come later, and ends.
	 */
	@Override
	public void close() {
		this.executor.shutdownNow();
		this.later.forEach(this::add);
		Thread last = Thread.ofVirtual().start(this::purgeWaiting);
		try {
			last.join(END);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		last.interrupt();
	}

}
