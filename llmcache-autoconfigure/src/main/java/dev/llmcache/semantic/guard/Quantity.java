package dev.llmcache.semantic.guard;

import java.math.BigDecimal;

/**
 * Number with its unit, however it was written.
 *
 * @param value canonical value
 * @param unit canonical unit, or empty
 * @param loose whether it may stand for nothing: {@code one} is a pronoun as well
 */
record Quantity(String value, String unit, boolean loose) {

	private static final int LONGEST = 40;

	/**
	 * Canonical value times a power of ten.
	 * @param value a plain decimal, else the power is written after it
	 */
	static String times(String value, int power) {
		boolean decimal = value.length() <= LONGEST
				&& value.chars().allMatch((character) -> character == '.' || (character >= '0' && character <= '9'))
				&& value.indexOf('.') == value.lastIndexOf('.');
		return decimal ? plain(new BigDecimal(value).scaleByPowerOfTen(power)) : value + "e" + power;
	}

	static String plain(BigDecimal value) {
		return (value.signum() == 0) ? "0" : value.stripTrailingZeros().toPlainString();
	}

	@Override
	public String toString() {
		return "Quantity[]";
	}

}
