package dev.llmcache.advisor;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Keeps of a model's metadata what JSON can hold without naming a type: the rest are
 * objects of the provider's library.
 */
final class JsonValues {

	private static final int DEEPEST = 16;

	private JsonValues() {
	}

	static Map<String, Object> of(Iterable<? extends Map.Entry<String, ?>> entries) {
		Map<String, Object> kept = new LinkedHashMap<>();
		for (Map.Entry<String, ?> entry : entries) {
			Object value = of(entry.getValue(), 0);
			if (value != null) {
				kept.put(entry.getKey(), value);
			}
		}
		return kept;
	}

	private static @Nullable Object of(@Nullable Object value, int depth) {
		return switch (value) {
			case String text -> text;
			case Boolean flag -> flag;
			case Double number -> Double.isFinite(number) ? number : null;
			case Integer number -> number;
			case Long number -> number;
			case BigDecimal number -> number;
			case BigInteger number -> number;
			case Map<?, ?> map -> (depth < DEEPEST) ? ofMap(map, depth + 1) : null;
			case Collection<?> elements -> (depth < DEEPEST) ? ofCollection(elements, depth + 1) : null;
			case null, default -> null;
		};
	}

	private static @Nullable Object ofMap(Map<?, ?> map, int depth) {
		Map<String, Object> kept = new LinkedHashMap<>();
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			Object value = of(entry.getValue(), depth);
			if (!(entry.getKey() instanceof String name) || value == null) {
				return null;
			}
			kept.put(name, value);
		}
		return kept;
	}

	private static @Nullable Object ofCollection(Collection<?> elements, int depth) {
		List<Object> kept = new ArrayList<>();
		for (Object element : elements) {
			Object value = of(element, depth);
			if (value == null) {
				return null;
			}
			kept.add(value);
		}
		return kept;
	}

}
