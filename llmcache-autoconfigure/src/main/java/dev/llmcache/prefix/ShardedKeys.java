package dev.llmcache.prefix;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.llmcache.Fingerprint;

/**
 * Spreads requests with the same beginning over so many keys that none has more in a
 * minute than the provider keeps on one machine.
 * <p>
 * Thread-safe. Counts the requests of this instance only. A request keeps to the key that
 * its affinity leads to, while that has room.
 */
public final class ShardedKeys {

	private static final long WINDOW = Duration.ofMinutes(1).toMillis();

	private static final int PREFIXES = 1_000;

	private final int perMinute;

	private final Map<Fingerprint, List<Arrivals>> shards = new LinkedHashMap<>(16, 0.75F, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<Fingerprint, List<Arrivals>> eldest) {
			return size() > PREFIXES;
		}

	};

	/**
	 * Creates keys.
	 * @param perMinute requests that a key may have within any minute, at least 1
	 */
	public ShardedKeys(int perMinute) {
		this.perMinute = perMinute;
	}

	/**
	 * Chooses the key of a request.
	 * @param prefix what requests of one set of keys have in common
	 * @param affinity the same for requests that are best kept together, such as those of
	 * a conversation
	 * @param now the time in milliseconds
	 * @return number of the key, from 0
	 */
	public synchronized int choose(Fingerprint prefix, int affinity, long now) {
		List<Arrivals> keys = this.shards.computeIfAbsent(prefix, (key) -> new ArrayList<>());
		int lately = keys.stream().mapToInt((key) -> key.within(now)).sum();
		int needed = lately / this.perMinute + 1;
		for (int i = 0; i < needed; i++) {
			int shard = (Math.floorMod(affinity, needed) + i) % needed;
			while (keys.size() <= shard) {
				keys.add(new Arrivals(this.perMinute));
			}
			if (keys.get(shard).add(now)) {
				return shard;
			}
		}
		for (int shard = needed; shard < keys.size(); shard++) {
			if (keys.get(shard).add(now)) {
				return shard;
			}
		}
		Arrivals fresh = new Arrivals(this.perMinute);
		fresh.add(now);
		keys.add(fresh);
		return keys.size() - 1;
	}

	/**
	 * The last requests of a key.
	 */
	private static final class Arrivals {

		private final long[] times;

		private int count;

		Arrivals(int limit) {
			this.times = new long[limit];
		}

		// The oldest that is remembered must have left the window
		boolean add(long now) {
			int slot = this.count % this.times.length;
			if (this.count >= this.times.length && now - this.times[slot] <= WINDOW) {
				return false;
			}
			this.times[slot] = now;
			this.count++;
			return true;
		}

		int within(long now) {
			int within = 0;
			for (int i = 0; i < Math.min(this.count, this.times.length); i++) {
				if (now - this.times[i] <= WINDOW) {
					within++;
				}
			}
			return within;
		}

	}

}
