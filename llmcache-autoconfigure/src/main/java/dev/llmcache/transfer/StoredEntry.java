package dev.llmcache.transfer;

import dev.llmcache.Layer;
import dev.llmcache.store.Origin;
import dev.llmcache.store.StoredAnswer;
import dev.llmcache.store.StoredRecord;

/**
 * Record of a layer, taken apart.
 * <p>
 * The text form tells nothing of it.
 *
 * @param layer the layer
 * @param record the record
 * @param stored its payload
 * @param origin where it comes from
 */
record StoredEntry(Layer layer, StoredRecord record, StoredAnswer stored, Origin origin) {

	@Override
	public String toString() {
		return "StoredEntry[%s]".formatted(this.layer);
	}

}
