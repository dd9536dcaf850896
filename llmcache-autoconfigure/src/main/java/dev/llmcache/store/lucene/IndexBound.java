package dev.llmcache.store.lucene;

/**
 * How much an index may hold.
 *
 * @param bytes in all, positive
 * @param tenantBytes of one tenant; entries of no tenant count as those of one
 */
public record IndexBound(long bytes, long tenantBytes) {

	/** Eviction makes this share of a bound free, and so pays for many writes. */
	private static final int EVICTED_SHARE = 10;

	public IndexBound {
		if (bytes <= 0 || tenantBytes <= 0) {
			throw new IllegalArgumentException("An index is bounded by a positive number of bytes");
		}
		tenantBytes = Math.min(tenantBytes, bytes);
	}

	/**
	 * Bound of an index that any tenant may fill.
	 * @param bytes how much it may hold
	 * @return the bound
	 */
	public static IndexBound of(long bytes) {
		return new IndexBound(bytes, bytes);
	}

	/**
	 * The same bound for an index that may hold less.
	 * @param most bytes at the most
	 * @return the bound, with the tenants' share as it was
	 */
	IndexBound atMost(long most) {
		double share = (double) this.tenantBytes / this.bytes;
		return (this.bytes <= most) ? this : new IndexBound(most, Math.max(1, (long) (share * most)));
	}

	boolean isPerTenant() {
		return this.tenantBytes < this.bytes;
	}

	/** Whether an entry can be kept without evicting most of the others. */
	boolean admits(long size) {
		return size <= Math.min(this.bytes / EVICTED_SHARE, this.tenantBytes);
	}

	long excess(long held) {
		return excess(held, this.bytes);
	}

	long excessOfTenant(long held) {
		return isPerTenant() ? excess(held, this.tenantBytes) : 0;
	}

	private static long excess(long held, long most) {
		return (held > most) ? held - (most - most / EVICTED_SHARE) : 0;
	}

}
