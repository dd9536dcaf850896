package dev.llmcache.store;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import org.jspecify.annotations.Nullable;

/**
 * Stored form of an answer, version 1: text only, and metadata without the types of their
 * numbers. Still read, no longer written.
 */
final class FirstEnvelope {

	static final int VERSION = 1;

	private static final Set<String> GENERATION = Set.of("text", "finishReason", "metadata");

	private FirstEnvelope() {
	}

	/**
	 * Reads an answer.
	 * @param written what was written
	 * @return the answer
	 * @throws RuntimeException if nothing was ever written so
	 */
	static CachedAnswer read(Map<String, @Nullable Object> written) {
		JsonFields fields = JsonFields.of(written, AnswerEnvelope.FIELDS);
		return new CachedAnswer(AnswerEnvelope.requireSome(fields.list("generations", FirstEnvelope::readGeneration)),
				fields.textOrNull("id"), fields.textOrNull("model"), AnswerEnvelope.readUsage(fields),
				copied(fields.map("metadata")), Duration.ofMillis(fields.number("modelMillis")));
	}

	private static Generation readGeneration(@Nullable Object written) {
		JsonFields fields = JsonFields.of(written, GENERATION);
		return new Generation(fields.text("text"), fields.textOrNull("finishReason"), copied(fields.map("metadata")));
	}

	// Whoever is given it must not change it for the next
	private static Map<String, Object> copied(Map<String, Object> values) {
		Map<String, Object> copy = new LinkedHashMap<>();
		values.forEach((name, value) -> copy.put(name, copied(value)));
		return Collections.unmodifiableMap(copy);
	}

	@SuppressWarnings("unchecked")
	private static @Nullable Object copied(@Nullable Object value) {
		return switch (value) {
			case Map<?, ?> map -> copied((Map<String, Object>) map);
			case Collection<?> elements ->
				Collections.unmodifiableList(elements.stream().map((element) -> copied((Object) element)).toList());
			case null, default -> value;
		};
	}

}
