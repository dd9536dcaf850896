package dev.llmcache.advisor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What Spring AI's providers say in the metadata of a message, and how they spread it
 * over the chunks of a stream.
 */
final class MessageMetadata {

	// A chunk of a stream has its part of the text
	private static final Set<String> TEXTS = Set.of("reasoningContent", "refusal", "thinking", "thinking_content");

	private static final String FINISH_REASON = "finishReason";

	private MessageMetadata() {
	}

	/**
	 * Whether a message is what the model thought before it answered, which Anthropic and
	 * Gemini return as generations of their own.
	 * @param text the message's text
	 * @param metadata the message's metadata
	 * @return true if it is no part of the answer proper
	 */
	static boolean isThought(@Nullable String text, Map<String, ?> metadata) {
		return Boolean.TRUE.equals(metadata.get("thinking")) || Boolean.TRUE.equals(metadata.get("isThought"))
				|| metadata.get("signature") instanceof String || (text == null && metadata.containsKey("data"));
	}

	/**
	 * Which of several alternatives a message belongs to.
	 * @param metadata the message's metadata
	 * @param otherwise the answer where the provider does not say
	 * @return the alternative, counted from 0
	 */
	static int alternative(Map<String, ?> metadata, int otherwise) {
		if (metadata.get("index") instanceof Number index) {
			return index.intValue();
		}
		return (metadata.get("candidateIndex") instanceof Number index) ? index.intValue() : otherwise;
	}

	/**
	 * Adds what one more chunk says: texts grow, and of all else the last word counts.
	 * @param known what earlier chunks said, changed
	 * @param chunk what the chunk says
	 */
	static void add(Map<String, Object> known, Map<String, Object> chunk) {
		chunk.forEach((name, value) -> known.merge(name, value, (before, now) -> {
			if (!(before instanceof String text && now instanceof String more)) {
				return now;
			}
			return TEXTS.contains(name) ? text + more : (more.isBlank() ? text : more);
		}));
	}

	/**
	 * What one chunk of a replayed stream says of the whole metadata: texts once, since
	 * whoever listens joins them, and the finish reason at the end.
	 * @param whole the metadata
	 * @param first whether the chunk is the first
	 * @param last whether the chunk is the last
	 * @return the chunk's metadata
	 */
	static Map<String, Object> part(Map<String, Object> whole, boolean first, boolean last) {
		Map<String, Object> part = new LinkedHashMap<>(whole);
		if (!first) {
			part.entrySet().removeIf((entry) -> TEXTS.contains(entry.getKey()) && entry.getValue() instanceof String);
		}
		if (!last) {
			part.remove(FINISH_REASON);
		}
		return part;
	}

}
