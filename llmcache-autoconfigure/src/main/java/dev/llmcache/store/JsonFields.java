package dev.llmcache.store;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Fields of a JSON object that has these and no others, each of one type.
 *
 * @param values the values by name
 */
record JsonFields(Map<String, @Nullable Object> values) {

	/**
	 * Looks at a value.
	 * @param value any value that {@link JsonTree} reads
	 * @param names the fields of the object that it has to be
	 * @return its fields
	 * @throws IllegalArgumentException if it is nothing of the kind
	 */
	@SuppressWarnings("unchecked")
	static JsonFields of(@Nullable Object value, Set<String> names) {
		if (value instanceof Map<?, ?> object && object.keySet().equals(names)) {
			return new JsonFields((Map<String, @Nullable Object>) object);
		}
		throw new IllegalArgumentException("No object with " + names);
	}

	String text(String name) {
		return required(name, String.class);
	}

	@Nullable String textOrNull(String name) {
		return (this.values.get(name) != null) ? text(name) : null;
	}

	@Nullable Integer integerOrNull(String name) {
		return (this.values.get(name) != null) ? required(name, Integer.class) : null;
	}

	@Nullable Long longOrNull(String name) {
		return (this.values.get(name) != null) ? number(name) : null;
	}

	long number(String name) {
		Number number = required(name, Number.class);
		if (number instanceof Integer || number instanceof Long) {
			return number.longValue();
		}
		throw new IllegalArgumentException("No whole number in " + name);
	}

	@SuppressWarnings("unchecked")
	Map<String, Object> map(String name) {
		return (Map<String, Object>) required(name, Map.class);
	}

	/**
	 * Reads a list.
	 * @param name name of the field
	 * @param element reads an element
	 * @return what was read
	 */
	@SuppressWarnings("unchecked")
	<T> List<T> list(String name, Function<@Nullable Object, T> element) {
		List<@Nullable Object> elements = (List<@Nullable Object>) required(name, List.class);
		return elements.stream().map(element).toList();
	}

	private <T> T required(String name, Class<T> type) {
		Object value = this.values.get(name);
		if (type.isInstance(value)) {
			return type.cast(value);
		}
		throw new IllegalArgumentException("No %s in %s".formatted(type.getSimpleName(), name));
	}

	@Override
	public String toString() {
		return "JsonFields[]";
	}

}
