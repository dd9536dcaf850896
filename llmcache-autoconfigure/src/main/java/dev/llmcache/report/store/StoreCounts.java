package dev.llmcache.report.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts how a store is used, and what it lets go of.
 * <p>
 * Thread-safe, and cheap enough for every read of a store in memory.
 */
public final class StoreCounts {

	private final LongAdder hits = new LongAdder();

	private final LongAdder misses = new LongAdder();

	private final LongAdder puts = new LongAdder();

	private final Map<Removal, LongAdder> removals;

	/**
	 * Creates counts of zero.
	 * @param causes what the store can tell of why entries go
	 */
	public StoreCounts(Removal... causes) {
		Map<Removal, LongAdder> counts = new EnumMap<>(Removal.class);
		for (Removal cause : causes) {
			counts.put(cause, new LongAdder());
		}
		// Never changed, so that it may be read by any thread
		this.removals = counts;
	}

	/**
	 * The store was asked for an entry.
	 * @param found whether it had it
	 */
	public void asked(boolean found) {
		(found ? this.hits : this.misses).increment();
	}

	/**
	 * The store was asked for several entries.
	 * @param entries how many
	 * @param found how many of them it had
	 */
	public void asked(long entries, long found) {
		this.hits.add(found);
		this.misses.add(Math.max(0, entries - found));
	}

	/**
	 * Entries were put.
	 * @param entries how many
	 */
	public void put(long entries) {
		this.puts.add(entries);
	}

	/**
	 * Entries went.
	 * @param cause why; one of those that this counts
	 * @param entries how many
	 */
	public void removed(Removal cause, long entries) {
		LongAdder count = this.removals.get(cause);
		if (count == null) {
			throw new IllegalArgumentException("This store does not count " + cause);
		}
		count.add(entries);
	}

	/**
	 * What was counted of entries that went.
	 * @return numbers by the labels of their causes
	 */
	public Map<String, Long> evictions() {
		Map<String, Long> evictions = new TreeMap<>();
		this.removals.forEach((cause, count) -> evictions.put(cause.label(), count.sum()));
		return evictions;
	}

	/**
	 * What was counted of a store that is asked for entries by their keys.
	 * @return reads and puts
	 */
	public Accesses accesses() {
		return new Accesses(this.hits.sum(), this.misses.sum(), this.puts.sum());
	}

	/**
	 * What was counted of a store that is searched: whether what it finds is a hit is for
	 * others to say.
	 * @return puts alone
	 */
	public Accesses putsOnly() {
		return new Accesses(null, null, this.puts.sum());
	}

}
