package dev.llmcache.store;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as maps, lists, texts, numbers and booleans, token by token.
 * <p>
 * Without databinding, whose hundreds of classes an application that has no other use for
 * them would keep. Thread-safe.
 */
final class JsonTree {

	private final JsonFactory factory;

	JsonTree(JsonFactory factory) {
		this.factory = factory;
	}

	/**
	 * Writes an object.
	 * @param object its fields, in their order
	 * @return JSON
	 * @throws IllegalArgumentException if there is anything in it that JSON has not
	 */
	byte[] write(Map<String, @Nullable Object> object) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
		try (JsonGenerator generator = this.factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
			write(object, generator);
		}
		return bytes.toByteArray();
	}

	private static void write(@Nullable Object value, JsonGenerator generator) {
		switch (value) {
			case null -> generator.writeNull();
			case String text -> generator.writeString(text);
			case Integer number -> generator.writeNumber(number);
			case Long number -> generator.writeNumber(number);
			case Double number -> generator.writeNumber(number);
			case Boolean flag -> generator.writeBoolean(flag);
			case Map<?, ?> object -> {
				generator.writeStartObject();
				for (Map.Entry<?, ?> field : object.entrySet()) {
					generator.writeName((String) field.getKey());
					write(field.getValue(), generator);
				}
				generator.writeEndObject();
			}
			case List<?> elements -> {
				generator.writeStartArray();
				for (Object element : elements) {
					write(element, generator);
				}
				generator.writeEndArray();
			}
			default -> throw new IllegalArgumentException("No JSON for " + value.getClass().getName());
		}
	}

	/**
	 * Reads an object and nothing after it.
	 * @param bytes JSON, from anybody
	 * @param offset where it starts
	 * @param length how long it is
	 * @return its fields, in their order
	 * @throws RuntimeException if it is none, or has a field twice
	 */
	Map<String, @Nullable Object> read(byte[] bytes, int offset, int length) {
		try (JsonParser parser = this.factory.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw new IllegalArgumentException("No object");
			}
			Map<String, @Nullable Object> object = object(parser);
			if (parser.nextToken() != null) {
				throw new IllegalArgumentException("Something follows");
			}
			return object;
		}
	}

	private static Map<String, @Nullable Object> object(JsonParser parser) {
		Map<String, @Nullable Object> object = new LinkedHashMap<>();
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			parser.nextToken();
			Object value = value(parser);
			if (object.containsKey(name)) {
				throw new IllegalArgumentException("A field is there twice");
			}
			object.put(name, value);
		}
		return object;
	}

	private static @Nullable Object value(JsonParser parser) {
		return switch (parser.currentToken()) {
			case START_OBJECT -> object(parser);
			case START_ARRAY -> {
				List<@Nullable Object> elements = new ArrayList<>();
				while (parser.nextToken() != JsonToken.END_ARRAY) {
					elements.add(value(parser));
				}
				yield elements;
			}
			case VALUE_STRING -> parser.getString();
			case VALUE_NUMBER_INT -> parser.getNumberValue();
			case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
			case VALUE_TRUE -> true;
			case VALUE_FALSE -> false;
			case VALUE_NULL -> null;
			default -> throw new IllegalArgumentException("No value");
		};
	}

}
