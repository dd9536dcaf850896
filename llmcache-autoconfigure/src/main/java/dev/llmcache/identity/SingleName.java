package dev.llmcache.identity;

import java.net.URI;
import java.net.URL;
import java.util.Collection;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The one name that a value holds.
 */
final class SingleName {

	private SingleName() {
	}

	/**
	 * Reads a value.
	 * @param value a text, number, UUID, URI or URL, or a collection of one of them
	 * @return its text, or null for any other value: the text of an arbitrary object may
	 * be that of another, and of several names none is the caller's
	 */
	static @Nullable String of(@Nullable Object value) {
		return switch (value) {
			case Collection<?> values when values.size() == 1 -> of(values.iterator().next());
			case CharSequence text -> text.toString();
			case Number number -> number.toString();
			case UUID id -> id.toString();
			case URI uri -> uri.toString();
			case URL url -> url.toString();
			case null, default -> null;
		};
	}

}
