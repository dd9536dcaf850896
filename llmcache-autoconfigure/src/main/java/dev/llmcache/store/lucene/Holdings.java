package dev.llmcache.store.lucene;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import dev.llmcache.Mark;
import org.apache.lucene.index.IndexReader;

/**
 * What an index holds, in all and of each tenant, against its bound.
 * <p>
 * Changed by one thread at a time; any thread may read the extent.
 */
final class Holdings {

	private final IndexBound bound;

	private final Map<Mark, Long> tenants = new HashMap<>();

	private volatile Extent extent = new Extent(0, 0);

	Holdings(IndexBound bound) {
		this.bound = bound;
	}

	Extent extent() {
		return this.extent;
	}

	void measure(IndexReader reader) throws IOException {
		LiveEntries entries = new LiveEntries(reader);
		if (this.bound.isPerTenant()) {
			this.tenants.clear();
			this.tenants.putAll(entries.tenants());
		}
		this.extent = entries.extent();
	}

	void change(Held before, Held after) {
		this.extent = this.extent.plus(after.entries() - before.entries(), after.bytes() - before.bytes());
		if (this.bound.isPerTenant()) {
			add(before.tenant(), -before.bytes());
			add(after.tenant(), after.bytes());
		}
	}

	private void add(Mark tenant, long bytes) {
		long held = this.tenants.getOrDefault(tenant, 0L) + bytes;
		if (held > 0) {
			this.tenants.put(tenant, held);
		}
		else {
			this.tenants.remove(tenant);
		}
	}

	/** Bytes that have to go; 0 if none. */
	long excess() {
		return this.bound.excess(this.extent.bytes());
	}

	/** Bytes of a tenant that have to go; 0 if none. */
	long excessOf(Mark tenant) {
		return this.bound.excessOfTenant(this.tenants.getOrDefault(tenant, 0L));
	}

}
