package dev.llmcache.store.caffeine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.llmcache.Fingerprint;
import dev.llmcache.Layer;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.report.store.Removal;
import dev.llmcache.report.store.StoreCounts;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records in the memory of this process, bounded by the bytes that they take.
 * <p>
 * Thread-safe, never blocks and throws nothing. Keeps the records themselves, so that a
 * read copies nothing. When full, it lets go of what is least worth keeping by Window
 * TinyLFU, which may be what has just been put.
 * <p>
 * Where the share of a tenant is bounded, a tenant that would take more loses its own
 * records, what was put first goes first. Records of no tenant count as those of one.
 */
public final class CaffeineAnswerStore implements AnswerStore, StoreReporter {

	/**
	 * Bytes that an entry takes besides its record's binary form: key, objects and the
	 * nodes of the cache. Measured as 242 on a 64-bit JVM with compressed references.
	 */
	static final int OVERHEAD = 256;

	/** What a record takes in addition while it is known whose it is. */
	private static final int LEDGER_OVERHEAD = 64;

	private final long maximumBytes;

	private final InstantSource clock;

	private final @Nullable TenantLedger tenants;

	private final StoreCounts counts = new StoreCounts(Removal.SIZE, Removal.QUOTA, Removal.EXPIRED,
			Removal.INVALIDATED, Removal.ERASED);

	private final Cache<Fingerprint, StoredRecord> cache;

	/**
	 * Creates an empty store that any tenant may fill.
	 * @param maximumBytes how much memory the entries may take, about; a record that
	 * would take more by itself is not kept
	 * @param clock tells what has expired
	 */
	public CaffeineAnswerStore(long maximumBytes, InstantSource clock) {
		this(maximumBytes, maximumBytes, clock);
	}

	/**
	 * Creates an empty store.
	 * @param maximumBytes how much memory the entries may take, about; a record that
	 * would take more by itself is not kept
	 * @param maximumTenantBytes how much of it the entries of one tenant may take
	 * @param clock tells what has expired
	 */
	public CaffeineAnswerStore(long maximumBytes, long maximumTenantBytes, InstantSource clock) {
		this.maximumBytes = maximumBytes;
		this.clock = clock;
		this.tenants = (maximumTenantBytes < maximumBytes) ? new TenantLedger(maximumTenantBytes, this::weight) : null;
		this.cache = Caffeine.newBuilder()
			.maximumWeight(maximumBytes)
			.weigher((Fingerprint key, StoredRecord record) -> weight(record))
			.expireAfter(Expiry.writing(
					(Fingerprint key, StoredRecord record) -> Duration.between(clock.instant(), record.expiresAt())))
			.ticker(() -> nanoseconds(clock.instant()))
			.executor(Runnable::run)
			// What has expired goes even if nobody asks any more
			.scheduler(Scheduler.systemScheduler())
			.evictionListener(this::evicted)
			.build();
	}

	private int weight(StoredRecord record) {
		int overhead = (this.tenants != null) ? OVERHEAD + LEDGER_OVERHEAD : OVERHEAD;
		return (int) Math.min(Integer.MAX_VALUE, (long) overhead + record.length());
	}

	private static long nanoseconds(Instant instant) {
		return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
	}

	/** Within the cache's own change of the key. */
	private void evicted(@Nullable Fingerprint key, @Nullable StoredRecord record, RemovalCause cause) {
		if (this.tenants != null && key != null && record != null) {
			this.tenants.removed(key, record);
		}
		switch (cause) {
			case SIZE -> this.counts.removed(Removal.SIZE, 1);
			case EXPIRED -> this.counts.removed(Removal.EXPIRED, 1);
			default -> {
				// Not of itself
			}
		}
	}

	@Override
	public @Nullable StoredRecord get(Fingerprint key) {
		StoredRecord record = this.cache.getIfPresent(key);
		boolean found = record != null && record.isLiveAt(this.clock.instant());
		this.counts.asked(found);
		return found ? record : null;
	}

	@Override
	public @Nullable StoredRecord getNear(Fingerprint key) {
		StoredRecord record = this.cache.getIfPresent(key);
		if (record == null || !record.isFreshAt(this.clock.instant())) {
			return null;
		}
		this.counts.asked(true);
		return record;
	}

	@Override
	public CompletionStage<@Nullable Void> put(Fingerprint key, StoredRecord record) {
		this.cache.asMap().compute(key, (same, present) -> {
			Instant now = this.clock.instant();
			boolean isNewer = present != null && present.fence() > record.fence() && present.isLiveAt(now);
			if (isNewer) {
				return present;
			}
			StoredRecord kept = (record.isLiveAt(now) && isAdmitted(record)) ? record : null;
			return changed(same, present, kept);
		});
		this.counts.put(1);
		if (this.tenants != null) {
			evictExcess(this.tenants, record.tenant());
		}
		return CompletableFuture.completedFuture(null);
	}

	private boolean isAdmitted(StoredRecord record) {
		return this.tenants == null || this.tenants.admits(record);
	}

	private @Nullable StoredRecord changed(Fingerprint key, @Nullable StoredRecord before,
			@Nullable StoredRecord after) {
		if (this.tenants != null) {
			this.tenants.changed(key, before, after);
		}
		return after;
	}

	private void evictExcess(TenantLedger tenants, Mark tenant) {
		Map.Entry<Fingerprint, StoredRecord> oldest = tenants.excess(tenant);
		while (oldest != null) {
			if (removeSame(oldest.getKey(), oldest.getValue())) {
				this.counts.removed(Removal.QUOTA, 1);
			}
			oldest = tenants.excess(tenant);
		}
	}

	/** Leaves nothing of the record in the ledger, wherever the record itself is. */
	private boolean removeSame(Fingerprint key, StoredRecord record) {
		AtomicBoolean removed = new AtomicBoolean();
		this.cache.asMap().compute(key, (same, present) -> {
			removed.set(record.equals(present));
			changed(same, record, null);
			return removed.get() ? null : present;
		});
		return removed.get();
	}

	@Override
	public void remove(Fingerprint key) {
		this.cache.asMap().computeIfPresent(key, (same, present) -> changed(same, present, null));
	}

	@Override
	public long erase(Set<Mark> marks) {
		return removeIf((stamps) -> stamps.stream().map(Stamp::mark).anyMatch(marks::contains), Removal.ERASED);
	}

	@Override
	public long sweep(UnaryOperator<Set<Stamp>> outdated) {
		Set<Stamp> all = new HashSet<>();
		this.cache.asMap().values().forEach((record) -> all.addAll(record.stamps()));
		Set<Stamp> dead = all.isEmpty() ? Set.of() : outdated.apply(all);
		return dead.isEmpty() ? 0 : removeIf((stamps) -> !Collections.disjoint(stamps, dead), Removal.INVALIDATED);
	}

	private long removeIf(Predicate<List<Stamp>> dead, Removal cause) {
		long removed = 0;
		for (Map.Entry<Fingerprint, StoredRecord> entry : this.cache.asMap().entrySet()) {
			if (dead.test(entry.getValue().stamps()) && removeSame(entry.getKey(), entry.getValue())) {
				removed++;
			}
		}
		this.counts.removed(cause, removed);
		return removed;
	}

	@Override
	public void forEach(Consumer<StoredRecord> action) {
		Instant now = this.clock.instant();
		for (StoredRecord record : this.cache.asMap().values()) {
			if (record.isLiveAt(now)) {
				action.accept(record);
			}
		}
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
		return this.counts.evictions().getOrDefault(Removal.SIZE.label(), 0L);
	}

	@Override
	public List<StoreReport> reports() {
		return List.of(new StoreReport("exact", Layer.EXACT, "caffeine", entries(), null, bytes(), this.maximumBytes,
				this.counts.evictions(), true, this.counts.accesses()));
	}

	@Nullable TenantLedger tenants() {
		return this.tenants;
	}

	@Override
	public void close() {
		this.cache.invalidateAll();
		if (this.tenants != null) {
			this.tenants.clear();
		}
	}

}
