package dev.llmcache.store.pgvector;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.llmcache.Mark;
import dev.llmcache.report.store.Removal;
import dev.llmcache.report.store.StoreCounts;
import dev.llmcache.store.pgvector.TenantRows.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows of each tenant to a number, of which the newest stay: by the way of the
 * tenant's own puts, and in each sweep.
 * <p>
 * Thread-safe. Between two looks a tenant may have more, by as many puts on each instance
 * as pass until the next.
 */
final class TenantQuota {

	/** Most puts of a tenant on this instance between two looks. */
	static final int PUTS = 100;

	private static final int TENANTS = 10_000;

	private final TenantRows rows;

	private final int most;

	private final StoreCounts counts;

	private final Map<Mark, Integer> puts = new ConcurrentHashMap<>();

	TenantQuota(TenantRows rows, int most, StoreCounts counts) {
		this.rows = rows;
		this.most = most;
		this.counts = counts;
	}

	/**
	 * Counts a put, and deletes what is too much if it is time to look.
	 * @param tenant whose row was put
	 */
	void put(Mark tenant) {
		if (this.most > 0 && isDue(tenant)) {
			trim(tenant.bytes());
		}
	}

	private boolean isDue(Mark tenant) {
		// Whoever has put little before so many others is left to the sweep
		if (this.puts.size() >= TENANTS) {
			this.puts.clear();
		}
		AtomicBoolean due = new AtomicBoolean();
		this.puts.merge(tenant, 1, (before, one) -> {
			due.set(before + one >= Math.min(PUTS, this.most));
			return due.get() ? null : before + one;
		});
		return due.get() || this.most == 1;
	}

	private int trim(byte[] tenant) {
		int deleted = this.rows.trim(tenant);
		this.counts.removed(Removal.QUOTA, deleted);
		return deleted;
	}

	/**
	 * Deletes what is too much of every tenant.
	 * @param rest waits after each batch, given when it began
	 * @return how many rows were deleted
	 */
	long sweep(Rest rest) {
		long deleted = 0;
		byte @Nullable [] last = (this.most > 0) ? TenantRows.START : null;
		while (last != null) {
			long start = System.nanoTime();
			byte[] next = null;
			for (Tenant tenant : this.rows.after(last)) {
				next = tenant.mark();
				deleted += tenant.isAbove() ? sweep(tenant.mark(), rest) : 0;
			}
			last = next;
			rest.after(start);
		}
		return deleted;
	}

	private long sweep(byte[] tenant, Rest rest) {
		long all = 0;
		int deleted;
		do {
			long start = System.nanoTime();
			deleted = trim(tenant);
			all += deleted;
			rest.after(start);
		}
		while (deleted == TenantRows.BATCH);
		return all;
	}

	/**
	 * Pause that leaves the database to others.
	 */
	interface Rest {

		/**
		 * Waits for as long as something took.
		 * @param start when it began, as {@link System#nanoTime} tells
		 */
		void after(long start);

	}

}
