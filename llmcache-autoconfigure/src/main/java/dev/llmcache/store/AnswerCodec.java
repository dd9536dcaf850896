package dev.llmcache.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Versioned JSON form of answers.
 * <p>
 * No types are named in it, so reading it makes nothing but text, numbers, booleans,
 * lists and maps. What is of another version or malformed is no answer.
 */
public final class AnswerCodec {

	private static final int VERSION = 1;

	// An own mapper: the application's settings must not change what is stored
	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private AnswerCodec() {
	}

	public static byte[] encode(CachedAnswer answer) {
		return MAPPER.writeValueAsBytes(new Envelope(VERSION, answer.generations(), answer.id(), answer.model(),
				answer.usage(), answer.metadata(), answer.modelTime().toMillis()));
	}

	/**
	 * Reads an answer.
	 * @param bytes whatever a store returned
	 * @return the answer, or null when the bytes are none of this version
	 */
	public static @Nullable CachedAnswer decode(byte[] bytes) {
		try {
			Envelope envelope = MAPPER.readValue(bytes, Envelope.class);
			return (envelope.version() == VERSION) ? envelope.answer() : null;
		}
		catch (JacksonException | NullPointerException ex) {
			return null;
		}
	}

	private record Envelope(int version, List<Generation> generations, @Nullable String id, @Nullable String model,
			TokenUsage usage, Map<String, Object> metadata, long modelMillis) {

		CachedAnswer answer() {
			return new CachedAnswer(this.generations, this.id, this.model, this.usage, this.metadata,
					Duration.ofMillis(this.modelMillis));
		}

	}

}
