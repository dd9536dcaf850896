package dev.llmcache.advisor;

import java.lang.reflect.InaccessibleObjectException;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

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

	// The conversation itself is in the prompt
	private static final Set<String> WITHOUT_EFFECT = Set.of(ChatMemory.CONVERSATION_ID);

	private ParametersReader() {
	}

	static byte[] readOutput(Map<String, @Nullable Object> context) {
		CanonicalWriter writer = new CanonicalWriter();
		for (ChatClientAttributes attribute : List.of(ChatClientAttributes.OUTPUT_FORMAT,
				ChatClientAttributes.STRUCTURED_OUTPUT_SCHEMA, ChatClientAttributes.STRUCTURED_OUTPUT_NATIVE)) {
			write(writer, context.get(attribute.getKey()));
		}
		return writer.toByteArray();
	}

	static byte[] readOthers(Map<String, @Nullable Object> context, Set<String> ignored) {
		Map<String, @Nullable Object> others = new TreeMap<>(context);
		others.keySet()
			.removeIf((name) -> name.startsWith(FRAMEWORK) || name.startsWith(LlmCacheParams.PREFIX)
					|| WITHOUT_EFFECT.contains(name) || ignored.contains(name));
		return readMap(others);
	}

	static byte[] readMap(Map<String, ? extends @Nullable Object> values) {
		return form(values);
	}

	private static void write(CanonicalWriter writer, @Nullable Object value) {
		switch (value) {
			case null -> writer.text(null);
			case Map<?, ?> map -> writeMap(writer, map);
			case Set<?> set -> writer.list(set.stream().map(ParametersReader::form).sorted(Arrays::compare).toList(),
					CanonicalWriter::bytes);
			case Collection<?> collection -> writer.list(collection, ParametersReader::write);
			case Record components -> writeRecord(writer, components);
			default -> writer.text(value.getClass().getName()).text(textOf(value));
		}
	}

	private static void writeMap(CanonicalWriter writer, Map<?, ?> map) {
		Map<String, @Nullable Object> sorted = new TreeMap<>();
		map.forEach((key, element) -> sorted.put(String.valueOf(key), element));
		writer.list(sorted.entrySet(), (out, entry) -> {
			out.text(entry.getKey());
			write(out, entry.getValue());
		});
	}

	// Its text form may leave components out
	private static void writeRecord(CanonicalWriter writer, Record value) {
		writer.text(value.getClass().getName());
		writer.list(List.of(value.getClass().getRecordComponents()), (out, component) -> {
			try {
				component.getAccessor().setAccessible(true);
				write(out, component.getAccessor().invoke(value));
			}
			catch (ReflectiveOperationException | InaccessibleObjectException ex) {
				throw new UnreadableCallException("advisor parameters", ex);
			}
		});
	}

	private static byte[] form(@Nullable Object value) {
		CanonicalWriter writer = new CanonicalWriter();
		write(writer, value);
		return writer.toByteArray();
	}

	private static String textOf(Object value) {
		if (value instanceof CharSequence || value instanceof Number || value instanceof Boolean
				|| value instanceof Enum<?> || value instanceof UUID || value instanceof TemporalAccessor
				|| value instanceof TemporalAmount) {
			return value.toString();
		}
		throw new UnreadableCallException("advisor parameters");
	}

}
