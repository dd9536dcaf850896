package dev.llmcache.store.caffeine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.store.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * Whose the records of a store are and what they take, in the order in which they were
 * put.
 * <p>
 * Thread-safe. Exact as long as each change of a key's record is told within the store's
 * own atomic change of that key. A tenant of whom nothing is left takes nothing.
 */
final class TenantLedger {

	private final ConcurrentMap<Mark, Holding> holdings = new ConcurrentHashMap<>();

	private final ToLongFunction<StoredRecord> weigher;

	private final long most;

	/**
	 * Creates an empty ledger.
	 * @param most what the records of one tenant may take
	 * @param weigher what a record takes
	 */
	TenantLedger(long most, ToLongFunction<StoredRecord> weigher) {
		this.most = most;
		this.weigher = weigher;
	}

	boolean admits(StoredRecord record) {
		return this.weigher.applyAsLong(record) <= this.most;
	}

	void changed(Fingerprint key, @Nullable StoredRecord before, @Nullable StoredRecord after) {
		if (Objects.equals(before, after)) {
			return;
		}
		if (before != null) {
			removed(key, before);
		}
		if (after != null) {
			this.holdings.compute(after.tenant(),
					(tenant, holding) -> ((holding != null) ? holding : new Holding()).with(key, after, this.weigher));
		}
	}

	void removed(Fingerprint key, StoredRecord record) {
		this.holdings.computeIfPresent(record.tenant(),
				(tenant, holding) -> holding.without(key, record, this.weigher));
	}

	/**
	 * What has to go next for a tenant to take no more than it may.
	 * @param tenant the tenant
	 * @return the record that was put first, or null if nothing has to go
	 */
	Map.@Nullable Entry<Fingerprint, StoredRecord> excess(Mark tenant) {
		AtomicReference<Map.@Nullable Entry<Fingerprint, StoredRecord>> first = new AtomicReference<>();
		this.holdings.computeIfPresent(tenant, (same, holding) -> {
			first.set((holding.bytes > this.most) ? holding.records.firstEntry() : null);
			return holding;
		});
		return first.get();
	}

	int tenants() {
		return this.holdings.size();
	}

	long bytes() {
		return this.holdings.values().stream().mapToLong((holding) -> holding.bytes).sum();
	}

	void clear() {
		this.holdings.clear();
	}

	/**
	 * Records of one tenant. Guarded by the map that it is in.
	 */
	private static final class Holding {

		private final LinkedHashMap<Fingerprint, StoredRecord> records = new LinkedHashMap<>();

		private long bytes;

		Holding with(Fingerprint key, StoredRecord record, ToLongFunction<StoredRecord> weigher) {
			this.records.putLast(key, record);
			this.bytes += weigher.applyAsLong(record);
			return this;
		}

		@Nullable Holding without(Fingerprint key, StoredRecord record, ToLongFunction<StoredRecord> weigher) {
			if (record.equals(this.records.get(key))) {
				this.records.remove(key);
				this.bytes -= weigher.applyAsLong(record);
			}
			return this.records.isEmpty() ? null : this;
		}

	}

}
