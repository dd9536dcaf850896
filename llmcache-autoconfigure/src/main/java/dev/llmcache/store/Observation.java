package dev.llmcache.store;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Verdict on whether a stored answer was right for a question.
 *
 * @param score how near the questions are: the logit of the probability that they mean
 * the same, as it was before anything was learned
 * @param right whether the answer was
 */
public record Observation(double score, boolean right) {

	/** Length in bytes of its binary form. */
	public static final int LENGTH = Double.BYTES + 1;

	/**
	 * Writes the verdict.
	 * @return exactly {@link #LENGTH} bytes
	 */
	public byte[] encode() {
		return ByteBuffer.allocate(LENGTH).putDouble(this.score).put((byte) (this.right ? 1 : 0)).array();
	}

	/**
	 * Reads a verdict.
	 * @param encoded what {@link #encode} wrote, from which {@link #LENGTH} bytes are
	 * taken
	 * @return the verdict, or null when the bytes are none
	 */
	public static @Nullable Observation decode(ByteBuffer encoded) {
		double score = encoded.getDouble();
		byte right = encoded.get();
		return (Double.isFinite(score) && (right == 0 || right == 1)) ? new Observation(score, right == 1) : null;
	}

}
