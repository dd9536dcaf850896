package dev.llmcache.store.lucene;

import dev.llmcache.Layer;
import dev.llmcache.report.store.Accesses;
import dev.llmcache.report.store.StoreCounts;
import dev.llmcache.report.store.StoreReport;

/**
 * How much an index holds.
 *
 * @param entries how many entries
 * @param bytes what they count against the bound
 */
record Extent(long entries, long bytes) {

	StoreReport report(String store, Layer layer, long maximumBytes, boolean available, StoreCounts counts,
			Accesses accesses) {
		return new StoreReport(store, layer, "lucene", this.entries, null, this.bytes, maximumBytes, counts.evictions(),
				available, accesses);
	}

	Extent plus(long entries, long bytes) {
		return new Extent(this.entries + entries, this.bytes + bytes);
	}

}
