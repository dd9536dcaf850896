package dev.llmcache.advisor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.llmcache.key.CanonicalWriter;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClientAttributes;
import org.springframework.ai.chat.memory.ChatMemory;

/**
 * Reads what a call carries beside its prompt: the output format that it asks for, and
 * the advisor parameters, such as a retrieval filter, that advisors further in may act
 * upon.
 */
final class ParametersReader {

	private static final String FRAMEWORK = "spring.ai.chat.client.";

	/** What tells the form of the output. */
	static final List<ChatClientAttributes> OUTPUT = List.of(ChatClientAttributes.OUTPUT_FORMAT,
			ChatClientAttributes.STRUCTURED_OUTPUT_SCHEMA, ChatClientAttributes.STRUCTURED_OUTPUT_NATIVE);

	// The conversation itself is in the prompt
	private static final Set<String> WITHOUT_EFFECT = Set.of(ChatMemory.CONVERSATION_ID);

	private ParametersReader() {
	}

	static byte[] readOutput(Map<String, @Nullable Object> context) {
		CanonicalWriter writer = new CanonicalWriter();
		for (ChatClientAttributes attribute : OUTPUT) {
			values().write(writer, context.get(attribute.getKey()));
		}
		return writer.toByteArray();
	}

	static byte[] readOthers(Map<String, @Nullable Object> context, Set<String> ignored) {
		Map<String, @Nullable Object> others = new TreeMap<>(context);
		others.keySet()
			.removeIf((name) -> isFrameworks(name) || WITHOUT_EFFECT.contains(name) || ignored.contains(name));
		return readMap(others);
	}

	/** Whether a parameter is Spring AI's own or the cache's, and not for advisors. */
	static boolean isFrameworks(String name) {
		return name.startsWith(FRAMEWORK) || name.startsWith(LlmCacheParams.PREFIX);
	}

	static byte[] readMap(Map<String, ? extends @Nullable Object> values) {
		CanonicalWriter writer = new CanonicalWriter();
		values().write(writer, values);
		return writer.toByteArray();
	}

	private static ValueWriter values() {
		return new ValueWriter("advisor parameters", (object) -> null);
	}

}
