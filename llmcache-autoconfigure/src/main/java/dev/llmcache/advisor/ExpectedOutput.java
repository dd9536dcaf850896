package dev.llmcache.advisor;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClientAttributes;
import org.springframework.ai.converter.CompositeResponseTextCleaner;
import org.springframework.ai.converter.MarkdownCodeBlockCleaner;
import org.springframework.ai.converter.ResponseTextCleaner;
import org.springframework.ai.converter.ThinkingTagCleaner;
import org.springframework.ai.converter.WhitespaceCleaner;
import org.springframework.util.StringUtils;

/**
 * What a caller is going to parse the answer as: nothing, JSON, or JSON of a schema.
 * <p>
 * A format that is not JSON, such as a list with commas, cannot be checked.
 */
final class ExpectedOutput {

	static final ExpectedOutput TEXT = new ExpectedOutput(false, null);

	private static final String FENCE = "```";

	private final boolean json;

	private final @Nullable OutputSchema schema;

	private ExpectedOutput(boolean json, @Nullable OutputSchema schema) {
		this.json = json;
		this.schema = schema;
	}

	/**
	 * Reads what a call expects.
	 * @param requestContext {@code ChatClientRequest.context()}
	 * @return what its caller is going to parse the answer as
	 */
	static ExpectedOutput of(Map<String, ? extends @Nullable Object> requestContext) {
		String schema = text(requestContext, ChatClientAttributes.STRUCTURED_OUTPUT_SCHEMA);
		String format = text(requestContext, ChatClientAttributes.OUTPUT_FORMAT);
		if (!StringUtils.hasText(schema) && !format.toLowerCase(Locale.ROOT).contains("json")) {
			return TEXT;
		}
		return new ExpectedOutput(true, OutputSchema.parse(StringUtils.hasText(schema) ? schema : schemaIn(format)));
	}

	/**
	 * Whether a text is what the caller expects.
	 * @param text text of an answer
	 * @return true if it parses
	 */
	boolean admits(@Nullable String text) {
		if (!this.json) {
			return true;
		}
		try {
			JsonNode node = Parsing.parse(text);
			return (this.schema != null) ? this.schema.admits(node) : node.isContainer();
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	private static String schemaIn(String format) {
		int start = format.indexOf(FENCE + "{");
		int end = format.lastIndexOf(FENCE);
		return (start >= 0 && start < end) ? format.substring(start + FENCE.length(), end) : "";
	}

	private static String text(Map<String, ? extends @Nullable Object> context, ChatClientAttributes attribute) {
		return (context.get(attribute.getKey()) instanceof String text) ? text : "";
	}

	/**
	 * Apart, since its classes are many and most calls expect nothing.
	 */
	private static final class Parsing {

		private static final JsonMapper MAPPER = JsonMapper.builder()
			.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.build();

		// What Spring AI's converter takes off before it parses
		private static final ResponseTextCleaner CLEANER = CompositeResponseTextCleaner.builder()
			.addCleaner(new WhitespaceCleaner())
			.addCleaner(new ThinkingTagCleaner())
			.addCleaner(new MarkdownCodeBlockCleaner())
			.addCleaner(new WhitespaceCleaner())
			.build();

		static JsonNode parse(@Nullable String text) {
			return MAPPER.readTree(Objects.requireNonNullElse(CLEANER.clean(text), ""));
		}

	}

}
