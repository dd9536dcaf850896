package dev.llmcache.advisor;

import java.util.List;

import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.StoreRejection;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Decides whether an answer is worth keeping: only a complete one is, that parses if it
 * was to be parsed, and that the application's rules admit.
 */
final class StoreGuard {

	private StoreGuard() {
	}

	/**
	 * Decides about an answer. Never throws.
	 * @param answer the answer, or null when it could not be read
	 * @param expected what the caller is going to parse it as
	 * @param rules rules of the application
	 * @return why it must not be stored, or null when it may
	 */
	static @Nullable StoreRejection rejection(@Nullable CachedAnswer answer, ExpectedOutput expected,
			List<AnswerRule> rules) {
		if (answer == null) {
			return StoreRejection.UNREADABLE;
		}
		for (Generation generation : answer.generations()) {
			StoreRejection rejection = rejection(generation);
			if (rejection != null) {
				return rejection;
			}
		}
		List<Generation> spoken = answer.generations()
			.stream()
			.filter((generation) -> !MessageMetadata.isThought(generation.text(), generation.metadata()))
			.toList();
		if (spoken.isEmpty() || saysNothing(spoken.getFirst())) {
			return StoreRejection.EMPTY;
		}
		if (!spoken.stream().map(Generation::text).allMatch(expected::admits)) {
			return StoreRejection.UNPARSEABLE;
		}
		return rules.stream().allMatch((rule) -> admits(rule, answer)) ? null : StoreRejection.RULE;
	}

	private static @Nullable StoreRejection rejection(Generation generation) {
		if (!generation.toolCalls().isEmpty()) {
			return StoreRejection.TOOL_CALL;
		}
		if (!generation.contentFilters().isEmpty()) {
			return StoreRejection.FILTERED;
		}
		if (generation.metadata().get("refusal") instanceof String refusal && !refusal.isBlank()) {
			return StoreRejection.REFUSED;
		}
		return FinishReason.rejection(generation.finishReason());
	}

	private static boolean saysNothing(Generation generation) {
		return !StringUtils.hasText(generation.text()) && generation.media().isEmpty();
	}

	private static boolean admits(AnswerRule rule, CachedAnswer answer) {
		try {
			return rule.admits(answer);
		}
		catch (RuntimeException | StackOverflowError | AssertionError ex) {
			return false;
		}
	}

}
