package dev.llmcache.edge;

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Types of bodies that are written while they come into being.
 */
public final class StreamTypes {

	private static final Set<String> TYPES = Set.of("text/event-stream", "application/x-ndjson",
			"application/stream+json", "application/json-seq");

	private StreamTypes() {
	}

	/**
	 * Whether a type is one of these.
	 * @param contentType the type with or without parameters, or null
	 * @return whether it is
	 */
	public static boolean contain(@Nullable String contentType) {
		return contentType != null && TYPES.contains(contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT));
	}

}
