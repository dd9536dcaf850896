package dev.llmcache.edge;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How far a handler's responses may be public.
 *
 * @param semantic whether answers to questions of the same meaning may be
 * @param maxAge how long they may be kept at the most, or null for as long as they are
 * fresh
 * @param vary request headers that they depend on
 */
public record OptIn(boolean semantic, @Nullable Duration maxAge, List<String> vary) {

	/** Of a path that the settings name. */
	public static final OptIn OF_PATH = new OptIn(false, null, List.of("Accept"));

	public OptIn {
		vary = List.copyOf(vary);
	}

	/**
	 * What an annotation says.
	 * @param annotation the annotation
	 * @return the same
	 */
	public static OptIn of(EdgeCacheable annotation) {
		return new OptIn(annotation.semantic(),
				(annotation.maxAge() >= 0) ? Duration.ofSeconds(annotation.maxAge()) : null,
				List.of(annotation.vary()));
	}

}
