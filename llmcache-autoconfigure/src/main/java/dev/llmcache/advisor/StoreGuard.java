package dev.llmcache.advisor;

import java.util.Locale;
import java.util.Set;

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
 * <p>
 * Finish reasons are the providers' own words. The ones that mean completion are few and
 * known; any other word means something else, and none at all that the provider gives
 * none.
 */
final class StoreGuard {

	private static final Set<String> COMPLETE = Set.of("stop", "end_turn", "stop_sequence", "complete", "completed",
			"eos");

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
		return !generation.text().isBlank() && isComplete(generation.finishReason())
				&& !(generation.metadata().get("refusal") instanceof String refusal && !refusal.isBlank())
				&& (!structured || isJson(generation.text()));
	}

	private static boolean isComplete(@Nullable String finishReason) {
		return finishReason == null || finishReason.isBlank()
				|| COMPLETE.contains(finishReason.toLowerCase(Locale.ROOT));
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
