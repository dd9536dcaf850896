package dev.llmcache.advisor;

import java.lang.reflect.InaccessibleObjectException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import dev.llmcache.key.CanonicalWriter;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;

/**
 * Reads the effective options of a call: all fields of the provider's own class, save
 * what cannot change an answer, such as credentials, transport, accounting and the
 * provider's own prompt cache. Tools are read apart.
 */
final class OptionsReader {

	private static final Set<String> WITHOUT_EFFECT = Set.of("apiKey", "credential", "proxy", "customHeaders",
			"httpHeaders", "organizationId", "timeout", "maxRetries", "toolCallbacks", "toolContext", "streamOptions",
			"streamUsage", "user", "store", "metadata", "serviceTier", "promptCacheKey", "cacheOptions", "keepAlive");

	private static final String EXTRA_BODY = "extraBody";

	private static final String CACHE_SALT = "cache_salt";

	private static final String SPRING_AI = "org.springframework.ai.";

	// What options may be made of besides
	private static final List<String> LIBRARIES = List.of("com.openai.", "com.anthropic.",
			"tools.jackson.databind.node.", "com.fasterxml.jackson.databind.node.");

	private OptionsReader() {
	}

	static byte[] read(@Nullable ChatOptions options) {
		CanonicalWriter out = new CanonicalWriter();
		new ValueWriter("options", OptionsReader::fields).write(out, options);
		return out.toByteArray();
	}

	/**
	 * Tells the fields of options that matter, nulls too, in the order of their names.
	 * @param options the options
	 * @param action told each value
	 * @throws IllegalAccessException if a field cannot be read
	 * @throws InaccessibleObjectException if a field cannot be read
	 */
	static void forEach(@Nullable ChatOptions options, Consumer<@Nullable Object> action)
			throws IllegalAccessException {
		if (options != null) {
			InstanceFields.forEach(options, OptionsReader::matters, action);
		}
	}

	private static boolean matters(String field) {
		return !WITHOUT_EFFECT.contains(field);
	}

	/**
	 * Whether options let the model think, which fixes its temperature where the provider
	 * has an option of that name.
	 * @param options the options
	 * @return true also when the options cannot be read
	 */
	static boolean haveThinking(ChatOptions options) {
		try {
			return !InstanceFields.of(options, "thinking"::equals).isEmpty();
		}
		catch (IllegalAccessException | InaccessibleObjectException ex) {
			return true;
		}
	}

	private static @Nullable Map<String, Object> fields(Object object) throws IllegalAccessException {
		if (object instanceof ChatOptions) {
			Map<String, Object> fields = InstanceFields.of(object, OptionsReader::matters);
			fields.computeIfPresent(EXTRA_BODY, (name, body) -> withoutCacheSalt(body));
			return fields;
		}
		String type = object.getClass().getName();
		if (type.startsWith(SPRING_AI)) {
			return InstanceFields.of(object, (name) -> true);
		}
		if (LIBRARIES.stream().anyMatch(type::startsWith)) {
			return InstanceFields.of(object, (name) -> !isDerived(name));
		}
		return null;
	}

	private static @Nullable Object withoutCacheSalt(Object body) {
		if (!(body instanceof Map<?, ?> map)) {
			return body;
		}
		Map<?, ?> rest = new HashMap<>(map);
		rest.remove(CACHE_SALT);
		return rest.isEmpty() ? null : rest;
	}

	// What the libraries note in an object while it is used
	private static boolean isDerived(String field) {
		return field.equals("validated") || field.endsWith("$delegate");
	}

}
