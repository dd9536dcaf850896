package dev.llmcache.store;

import java.nio.ByteBuffer;

import dev.llmcache.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * Where a record lies, so that it can be told from the same bytes elsewhere.
 *
 * @param id the key or id that it is found by
 * @param partition where alone a search finds it, or null in a store that is not searched
 */
public record RecordPlace(Fingerprint id, @Nullable Fingerprint partition) {

	private static final byte KEYED = 1;

	private static final byte SEARCHED = 2;

	/**
	 * Place in a key-value store.
	 * @param key the key
	 * @return the place
	 */
	public static RecordPlace of(Fingerprint key) {
		return new RecordPlace(key, null);
	}

	/**
	 * Writes the place.
	 * @return bytes that no other place has
	 */
	public byte[] bytes() {
		if (this.partition == null) {
			return ByteBuffer.allocate(1 + Fingerprint.LENGTH).put(KEYED).put(this.id.bytes()).array();
		}
		return ByteBuffer.allocate(1 + 2 * Fingerprint.LENGTH)
			.put(SEARCHED)
			.put(this.id.bytes())
			.put(this.partition.bytes())
			.array();
	}

}
