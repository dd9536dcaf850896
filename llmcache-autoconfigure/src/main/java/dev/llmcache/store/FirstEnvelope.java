package dev.llmcache.store;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.CachedAnswer;
import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * Stored form of an answer, version 1: text only, and metadata without the types of their
 * numbers. Still read, no longer written.
 */
record FirstEnvelope(int version, List<Generation> generations, @Nullable String id, @Nullable String model,
		TokenUsage usage, Map<String, Object> metadata, long modelMillis) {

	static final int VERSION = 1;

	CachedAnswer answer() {
		if (this.generations.isEmpty()) {
			throw new IllegalArgumentException("An answer has a generation");
		}
		return new CachedAnswer(this.generations.stream().map(Generation::generation).toList(), this.id, this.model,
				this.usage, copied(this.metadata), Duration.ofMillis(this.modelMillis));
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

	record Generation(String text, @Nullable String finishReason, Map<String, Object> metadata) {

		CachedAnswer.Generation generation() {
			return new CachedAnswer.Generation(Objects.requireNonNull(this.text), this.finishReason,
					copied(this.metadata));
		}

		@Override
		public String toString() {
			return "Generation[]";
		}

	}

	@Override
	public String toString() {
		return "FirstEnvelope[]";
	}

}
