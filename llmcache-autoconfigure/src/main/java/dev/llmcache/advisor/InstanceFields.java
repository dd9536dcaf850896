package dev.llmcache.advisor;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.core.NativeDetector;

/**
 * Reads all fields of an object, also those of the classes above its own. Looks at each
 * class once.
 * <p>
 * Thread-safe.
 */
final class InstanceFields {

	private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {

		@Override
		protected List<Field> computeValue(Class<?> type) {
			return find(type);
		}

	};

	private InstanceFields() {
	}

	/**
	 * Reads the fields of an object that are not null.
	 * @param object the object
	 * @param names which of its fields, by their names
	 * @return the values by the fields' names, to which those of fields from classes
	 * above add their class; always in the same order
	 * @throws IllegalAccessException if a field cannot be read
	 * @throws InaccessibleObjectException if a field cannot be read
	 */
	static Map<String, Object> of(Object object, Predicate<String> names) throws IllegalAccessException {
		Class<?> type = object.getClass();
		Map<String, Object> values = new LinkedHashMap<>();
		for (Field field : FIELDS.get(type)) {
			Object value = names.test(field.getName()) ? field.get(object) : null;
			if (value != null) {
				Class<?> declaring = field.getDeclaringClass();
				values.put((declaring == type) ? field.getName() : declaring.getName() + "." + field.getName(), value);
			}
		}
		return values;
	}

	/**
	 * Reads the fields of an object.
	 * @param object the object
	 * @param names which of its fields, by their names
	 * @param action told the value of each, or null; always in the same order
	 * @throws IllegalAccessException if a field cannot be read
	 * @throws InaccessibleObjectException if a field cannot be read
	 */
	static void forEach(Object object, Predicate<String> names, Consumer<@Nullable Object> action)
			throws IllegalAccessException {
		for (Field field : FIELDS.get(object.getClass())) {
			if (names.test(field.getName())) {
				action.accept(field.get(object));
			}
		}
	}

	private static List<Field> find(Class<?> type) {
		// It leaves out the fields that it was not told of, without a word
		if (NativeDetector.inNativeImage()) {
			throw new InaccessibleObjectException("A native image need not know all fields");
		}
		List<Field> fields = new ArrayList<>();
		for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
			for (Field field : declaring.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers())) {
					field.setAccessible(true);
					fields.add(field);
				}
			}
		}
		fields.sort(Comparator.comparing(Field::getName));
		return List.copyOf(fields);
	}

}
