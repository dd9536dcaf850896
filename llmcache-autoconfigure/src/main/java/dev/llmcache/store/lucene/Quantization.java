package dev.llmcache.store.lucene;

/**
 * How a graph is walked: by the vectors as they are, or by a smaller copy of each.
 * <p>
 * What a walk finds is compared again by the vectors as they are, so that similarities
 * are the same with each of these. The copies are kept beside the vectors, so that the
 * index grows: what shrinks is the part of it that a search reads, and that has to fit
 * into memory for the search to be fast.
 */
public enum Quantization {

	/** No copies. */
	NONE(0),

	/** A quarter of the size. */
	INT8(8),

	/** An eighth of the size. */
	INT4(4);

	/** Numbers by which the similarity of copies is corrected. */
	private static final int CORRECTIONS = 4;

	private final int bits;

	Quantization(int bits) {
		this.bits = bits;
	}

	int bits() {
		return this.bits;
	}

	/**
	 * What the copy of a vector takes.
	 * @param dimension of the vector
	 * @return bytes
	 */
	long copyBytes(int dimension) {
		return (this == NONE) ? 0 : (long) dimension * this.bits / Byte.SIZE + CORRECTIONS * Float.BYTES;
	}

}
