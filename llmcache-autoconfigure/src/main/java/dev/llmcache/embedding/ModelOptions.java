package dev.llmcache.embedding;

import java.beans.PropertyDescriptor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.beans.BeanUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Options of embedding models as far as they may change a vector.
 */
final class ModelOptions {

	/** How a model is reached, by whom, and how fast; secrets, above all. */
	private static final Set<String> WITHOUT_EFFECT = Set.of("class", "apiKey", "credential", "organizationId",
			"timeout", "maxRetries", "proxy", "customHeaders", "httpHeaders", "user", "keepAlive", "numThread",
			"encodingFormat");

	private ModelOptions() {
	}

	/**
	 * Finds the options that a model was made with: its interface does not tell.
	 * @param model the model
	 * @return its options, or null if it does not tell either
	 */
	static @Nullable EmbeddingOptions of(EmbeddingModel model) {
		Object options = byGetter(model);
		return (options instanceof EmbeddingOptions known) ? known : byField(model);
	}

	private static @Nullable Object byGetter(EmbeddingModel model) {
		Method getter = ClassUtils.getMethodIfAvailable(model.getClass(), "getOptions");
		try {
			return (getter != null)
					? ClassUtils.getPubliclyAccessibleMethodIfPossible(getter, model.getClass()).invoke(model) : null;
		}
		catch (IllegalAccessException | InvocationTargetException ex) {
			return null;
		}
	}

	private static @Nullable EmbeddingOptions byField(EmbeddingModel model) {
		Field[] found = new Field[1];
		ReflectionUtils.doWithFields(ClassUtils.getUserClass(model), (field) -> found[0] = field,
				(field) -> EmbeddingOptions.class.isAssignableFrom(field.getType()));
		try {
			if (found[0] == null || !found[0].trySetAccessible()) {
				return null;
			}
			return (found[0].get(model) instanceof EmbeddingOptions options) ? options : null;
		}
		catch (IllegalAccessException ex) {
			return null;
		}
	}

	/**
	 * Reads what is set in options.
	 * @param options the options
	 * @return values by name, in the order of the names
	 * @throws UnreadableOptionsException if a value cannot be told from others
	 */
	static Map<String, String> read(EmbeddingOptions options) {
		Map<String, String> values = new TreeMap<>();
		for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(options.getClass())) {
			Method getter = property.getReadMethod();
			if (getter != null && !WITHOUT_EFFECT.contains(property.getName())) {
				Object value = value(getter, options);
				if (value != null) {
					values.put(property.getName(), text(value));
				}
			}
		}
		return values;
	}

	private static @Nullable Object value(Method getter, EmbeddingOptions options) {
		try {
			return ClassUtils.getPubliclyAccessibleMethodIfPossible(getter, options.getClass()).invoke(options);
		}
		catch (IllegalAccessException | InvocationTargetException ex) {
			throw new UnreadableOptionsException(ex);
		}
	}

	private static String text(Object value) {
		return switch (value) {
			case Map<?, ?> map -> {
				TreeMap<String, String> sorted = new TreeMap<>();
				map.forEach((key, element) -> sorted.put(String.valueOf(key), (element != null) ? text(element) : ""));
				yield sorted.toString();
			}
			case Collection<?> collection ->
				collection.stream().map((element) -> (element != null) ? text(element) : "").toList().toString();
			case Object other when hasText(other.getClass()) -> other.toString();
			default -> throw new UnreadableOptionsException(null);
		};
	}

	// The text of others is where they are in memory
	private static boolean hasText(Class<?> type) {
		Method method = ClassUtils.getMethodIfAvailable(type, "toString");
		return method != null && method.getDeclaringClass() != Object.class;
	}

	/**
	 * An option has a value that cannot be compared.
	 */
	static final class UnreadableOptionsException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		UnreadableOptionsException(@Nullable Throwable cause) {
			super("An option of the embedding model has a value that cannot be compared", cause);
		}

	}

}
