package dev.llmcache.store;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Binary form of a vector: magic {@code LV} (2 bytes), format version (1), bytes of a
 * component (1; 4 for float32, 2 for float16), number of components (4), components, all
 * big-endian.
 */
public final class StoredVector {

	/** Bytes before the first component. */
	public static final int HEADER_LENGTH = 8;

	private static final short MAGIC = 0x4C56;

	private static final byte VERSION = 1;

	private static final int WIDTH_OFFSET = 3;

	/** Below, half of a component's digits are lost. */
	private static final float LEAST_HALF = 0x1p-10F;

	private static final float LARGEST_HALF = 65_504;

	private StoredVector() {
	}

	/**
	 * Writes a vector.
	 * @param vector the vector
	 * @param half whether to write it in float16; one with a component that is too large
	 * for that, or with none that is large enough, is written in float32
	 * @return the bytes
	 */
	public static byte[] encode(float[] vector, boolean half) {
		byte width = (byte) ((half && fitsHalf(vector)) ? Short.BYTES : Float.BYTES);
		ByteBuffer buffer = ByteBuffer.allocate(HEADER_LENGTH + vector.length * width)
			.putShort(MAGIC)
			.put(VERSION)
			.put(width)
			.putInt(vector.length);
		for (float component : vector) {
			if (width == Short.BYTES) {
				buffer.putShort(Float.floatToFloat16(component));
			}
			else {
				buffer.putFloat(component);
			}
		}
		return buffer.array();
	}

	/**
	 * Reads a vector.
	 * @param bytes what a store returned, from whatever source
	 * @return a new vector, or null when the bytes are none of this version, or no vector
	 * that a model gives
	 */
	public static float @Nullable [] decode(byte @Nullable [] bytes) {
		if (bytes == null || bytes.length < HEADER_LENGTH) {
			return null;
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		if (buffer.getShort() != MAGIC || buffer.get() != VERSION) {
			return null;
		}
		int width = buffer.get();
		int dimension = buffer.getInt();
		boolean isWhole = (width == Float.BYTES || width == Short.BYTES) && dimension > 0
				&& (long) dimension * width == buffer.remaining();
		return isWhole ? read(buffer, dimension, width == Short.BYTES) : null;
	}

	/**
	 * Whether a vector was written in float16.
	 * @param bytes what {@link #encode} returned, or anything else
	 * @return false where it was not, or if it is no vector
	 */
	public static boolean isHalf(byte @Nullable [] bytes) {
		return bytes != null && bytes.length > WIDTH_OFFSET && bytes[WIDTH_OFFSET] == Short.BYTES;
	}

	private static float @Nullable [] read(ByteBuffer buffer, int dimension, boolean half) {
		float[] vector = new float[dimension];
		for (int i = 0; i < dimension; i++) {
			vector[i] = half ? Float.float16ToFloat(buffer.getShort()) : buffer.getFloat();
		}
		return isStorable(vector) ? vector : null;
	}

	/**
	 * Whether a vector is worth storing.
	 * @param vector what a model gave
	 * @return false if it has no component, or one that is not finite
	 */
	public static boolean isStorable(float[] vector) {
		for (float component : vector) {
			if (!Float.isFinite(component)) {
				return false;
			}
		}
		return vector.length > 0;
	}

	private static boolean fitsHalf(float[] vector) {
		float largest = 0;
		for (float component : vector) {
			largest = Math.max(largest, Math.abs(component));
		}
		return largest >= LEAST_HALF && largest <= LARGEST_HALF;
	}

}
