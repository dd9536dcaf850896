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

	private JsonValues() {
	}

	static Map<String, Object> of(Iterable<? extends Map.Entry<String, ?>> entries) {
		Map<String, Object> kept = new LinkedHashMap<>();
		for (Map.Entry<String, ?> entry : entries) {
			Object value = of(entry.getValue());
			if (value != null) {
				kept.put(entry.getKey(), value);
			}
		}
		return kept;
	}

	private static @Nullable Object of(@Nullable Object value) {
		return switch (value) {
			case String text -> text;
			case Boolean flag -> flag;
			case Double number -> Double.isFinite(number) ? number : null;
			case Integer number -> number;
			case Long number -> number;
			case BigDecimal number -> number;
			case BigInteger number -> number;
			case Map<?, ?> map -> ofMap(map);
			case Collection<?> elements -> ofCollection(elements);
			case null, default -> null;
		};
	}

	private static @Nullable Object ofMap(Map<?, ?> map) {
		Map<String, Object> kept = new LinkedHashMap<>();
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			Object value = of(entry.getValue());
			if (!(entry.getKey() instanceof String name) || value == null) {
				return null;
			}
			kept.put(name, value);
		}
		return kept;
	}

	private static @Nullable Object ofCollection(Collection<?> elements) {
		List<Object> kept = new ArrayList<>();
		for (Object element : elements) {
			Object value = of(element);
			if (value == null) {
				return null;
			}
			kept.add(value);
		}
		return kept;
	}

}
