package dev.llmcache.advisor;

import java.util.Objects;

import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.converter.MarkdownCodeBlockCleaner;

/**
 * Decides whether an answer is worth keeping: only a complete one is, that parses if it
 * was to be parsed.
 */
final class StoreGuard {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private static final MarkdownCodeBlockCleaner CLEANER = new MarkdownCodeBlockCleaner();

	private StoreGuard() {
	}

	/**
	 * Decides about an answer.
	 * @param answer the answer, or null when it could not be read
	 * @param structured whether the caller asked for JSON
	 * @return whether it may be stored
	 */
	static boolean admits(@Nullable CachedAnswer answer, boolean structured) {
		return answer != null && !answer.generations().isEmpty()
				&& answer.generations().stream().allMatch((generation) -> admits(generation, structured));
	}

	private static boolean admits(Generation generation, boolean structured) {
		String text = Objects.requireNonNullElse(generation.text(), "");
		if (MessageMetadata.isThought(generation.text(), generation.metadata())) {
			return FinishReason.rejection(generation.finishReason()) == null;
		}
		return !(text.isBlank() && generation.media().isEmpty()) && generation.toolCalls().isEmpty()
				&& generation.contentFilters().isEmpty() && FinishReason.rejection(generation.finishReason()) == null
				&& !(generation.metadata().get("refusal") instanceof String refusal && !refusal.isBlank())
				&& (!structured || isJson(text));
	}

	private static boolean isJson(String text) {
		try {
			MAPPER.readTree(CLEANER.clean(text));
			return true;
		}
		catch (JacksonException ex) {
			return false;
		}
	}

}
