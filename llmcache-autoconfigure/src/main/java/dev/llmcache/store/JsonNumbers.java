package dev.llmcache.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps apart in JSON the types of numbers that JSON itself does not.
 * <p>
 * An {@code Integer} and a {@code Double} are JSON numbers; any other is an object whose
 * one field names the type, such as <code>{"#long": "5"}</code>. A field whose own name
 * starts with {@code #} is written with one more.
 */
final class JsonNumbers {

	private static final String TAG = "#";

	private static final String LONG = TAG + "long";

	private static final String INTEGER = TAG + "integer";

	private static final String DECIMAL = TAG + "decimal";

	private static final int LONGEST_NUMBER = 1_000;

	private JsonNumbers() {
	}

	/**
	 * Writes values.
	 * @param values the values
	 * @return what JSON has for them, in the order of the names
	 */
	static Map<String, Object> write(Map<String, Object> values) {
		Map<String, Object> written = new TreeMap<>();
		values.forEach((name, value) -> written.put(name.startsWith(TAG) ? TAG + name : name, write(value)));
		return written;
	}

	/**
	 * Reads values back.
	 * @param written the values, as JSON gave them
	 * @return an immutable copy
	 * @throws RuntimeException if they are not what was ever written
	 */
	static Map<String, Object> read(Map<String, Object> written) {
		Map<String, Object> values = new LinkedHashMap<>();
		written.forEach((name, value) -> values.put(name(name), read(value)));
		return Map.copyOf(values);
	}

	@SuppressWarnings("unchecked")
	private static Object write(Object value) {
		return switch (value) {
			case Long number -> Map.of(LONG, number.toString());
			case BigInteger number -> Map.of(INTEGER, number.toString());
			case BigDecimal number -> Map.of(DECIMAL, number.toString());
			case Map<?, ?> map -> write((Map<String, Object>) map);
			case Collection<?> elements -> elements.stream().map(JsonNumbers::write).toList();
			default -> value;
		};
	}

	@SuppressWarnings("unchecked")
	private static Object read(Object value) {
		return switch (value) {
			case Map<?, ?> map when map.size() == 1 && map.get(LONG) instanceof String text -> Long.valueOf(text);
			case Map<?, ?> map when map.size() == 1 && map.get(INTEGER) instanceof String text ->
				new BigInteger(bounded(text));
			case Map<?, ?> map when map.size() == 1 && map.get(DECIMAL) instanceof String text ->
				decimal(bounded(text));
			case Map<?, ?> map -> read((Map<String, Object>) map);
			case Collection<?> elements -> List.copyOf(elements.stream().map(JsonNumbers::read).toList());
			default -> value;
		};
	}

	private static String name(String written) {
		if (!written.startsWith(TAG)) {
			return written;
		}
		if (!written.startsWith(TAG + TAG)) {
			throw new IllegalArgumentException("No such type");
		}
		return written.substring(TAG.length());
	}

	/** Written out, one of a great exponent would take all memory. */
	private static BigDecimal decimal(String text) {
		BigDecimal number = new BigDecimal(bounded(text));
		if (Math.abs((long) number.scale()) > LONGEST_NUMBER) {
			throw new IllegalArgumentException("No such number");
		}
		return number;
	}

	private static String bounded(String number) {
		if (number.length() > LONGEST_NUMBER) {
			throw new IllegalArgumentException("No such number");
		}
		return number;
	}

}
