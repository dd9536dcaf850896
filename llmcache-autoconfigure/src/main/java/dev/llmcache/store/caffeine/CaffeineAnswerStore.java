package dev.llmcache.store.caffeine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.llmcache.Fingerprint;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records in the memory of this process, bounded by the bytes that they take.
 * <p>
 * Thread-safe, never blocks and throws nothing. Keeps the records themselves, so that a
 * read copies nothing. When full, it lets go of what is least worth keeping by Window
 * TinyLFU, which may be what has just been put.
 */
public final class CaffeineAnswerStore implements AnswerStore {

	/**
	 * Bytes that an entry takes besides its record's binary form: key, objects and the
	 * nodes of the cache. Measured as 242 on a 64-bit JVM with compressed references.
	 */
	static final int OVERHEAD = 256;

	private final InstantSource clock;

	private final LongAdder evictions = new LongAdder();

	private final Cache<Fingerprint, StoredRecord> cache;

	/**
	 * Creates an empty store.
	 * @param maximumBytes how much memory the entries may take, about; a record that
	 * would take more by itself is not kept
	 * @param clock tells what has expired
	 */
	public CaffeineAnswerStore(long maximumBytes, InstantSource clock) {
		this.clock = clock;
		this.cache = Caffeine.newBuilder()
			.maximumWeight(maximumBytes)
			.weigher((Fingerprint key, StoredRecord record) -> weight(record))
			.expireAfter(Expiry.writing(
					(Fingerprint key, StoredRecord record) -> Duration.between(clock.instant(), record.expiresAt())))
			.ticker(() -> nanoseconds(clock.instant()))
			.executor(Runnable::run)
			// What has expired goes even if nobody asks any more
			.scheduler(Scheduler.systemScheduler())
			.evictionListener((key, record, cause) -> countEviction(cause))
			.build();
	}

	private static int weight(StoredRecord record) {
		return (int) Math.min(Integer.MAX_VALUE, (long) OVERHEAD + record.length());
	}

	private static long nanoseconds(Instant instant) {
		return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
	}

	private void countEviction(RemovalCause cause) {
		if (cause == RemovalCause.SIZE) {
			this.evictions.increment();
		}
	}

	@Override
	public @Nullable StoredRecord get(Fingerprint key) {
		StoredRecord record = this.cache.getIfPresent(key);
		return (record != null && record.isLiveAt(this.clock.instant())) ? record : null;
	}

	@Override
	public void put(Fingerprint key, StoredRecord record) {
		if (record.isLiveAt(this.clock.instant())) {
			this.cache.put(key, record);
		}
		else {
			this.cache.invalidate(key);
		}
	}

	@Override
	public void remove(Fingerprint key) {
		this.cache.invalidate(key);
	}

	/**
	 * Entries, including those that have expired and are yet to be let go.
	 * @return about how many
	 */
	public long entries() {
		return this.cache.estimatedSize();
	}

	/**
	 * Memory that the entries take.
	 * @return about how many bytes
	 */
	public long bytes() {
		return this.cache.policy().eviction().orElseThrow().weightedSize().orElseThrow();
	}

	/**
	 * Entries that had to go before they expired, for want of room.
	 * @return how many since this store was created
	 */
	public long evictions() {
		return this.evictions.sum();
	}

	@Override
	public void close() {
		this.cache.invalidateAll();
	}

}
