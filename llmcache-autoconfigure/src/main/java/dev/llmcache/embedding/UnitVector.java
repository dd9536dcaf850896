package dev.llmcache.embedding;

/**
 * Vectors of length one, whose dot product is the cosine of the angle between them.
 */
public final class UnitVector {

	private UnitVector() {
	}

	/**
	 * Scales a vector to unit length.
	 * @param vector the vector, left as it is
	 * @return a new vector of the same direction
	 * @throws IllegalArgumentException if the vector is empty or has no direction: it is
	 * zero or has a component that is not finite
	 */
	public static float[] of(float[] vector) {
		double sum = 0;
		for (float component : vector) {
			sum += (double) component * component;
		}
		if (!(sum > 0) || Double.isInfinite(sum)) {
			throw new IllegalArgumentException("A vector of %d dimensions has no direction".formatted(vector.length));
		}
		double factor = 1 / Math.sqrt(sum);
		float[] unit = new float[vector.length];
		for (int i = 0; i < unit.length; i++) {
			unit[i] = (float) (vector[i] * factor);
		}
		return unit;
	}

}
