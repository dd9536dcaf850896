package dev.llmcache.store;

import dev.llmcache.Fingerprint;

/**
 * Record with the vector and the partition by which it is found.
 *
 * @param id unique over all partitions
 * @param partition where alone it may be found
 * @param question what the vector is of, for an index that embeds texts by itself; empty
 * if that is not known
 * @param vector of unit length; not copied, never to be changed
 * @param record the record
 */
public record VectorEntry(Fingerprint id, Fingerprint partition, String question, float[] vector, StoredRecord record) {

	/**
	 * Creates an entry for an index that needs no more than the vector.
	 * @param id unique over all partitions
	 * @param partition where alone it may be found
	 * @param vector of unit length; not copied, never to be changed
	 * @param record the record
	 */
	public VectorEntry(Fingerprint id, Fingerprint partition, float[] vector, StoredRecord record) {
		this(id, partition, "", vector, record);
	}

	@Override
	public String toString() {
		return "VectorEntry[id=%s, partition=%s, dimension=%d]".formatted(this.id, this.partition, this.vector.length);
	}

}
