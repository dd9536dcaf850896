package dev.llmcache.advisor;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.llmcache.CachedAnswer;
import dev.llmcache.StoreRejection;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Decides whether an answer may be stored, from what it is and from what happened on the
 * way to it.
 */
final class StoreRules {

	private StoreRules() {
	}

	/**
	 * Decides about an answer.
	 * @param call the call that it answers
	 * @param trace what the probe saw
	 * @param answer the answer, or null when it could not be read
	 * @param rules rules of the application
	 * @return why it may not be stored, or null when it may
	 */
	static @Nullable StoreRejection reject(PlannedCall.Cached call, CallTrace trace, @Nullable CachedAnswer answer,
			List<AnswerRule> rules) {
		Set<String> trusted = call.policy().trustedAdvisors();
		if (!call.advisors().areProbed(trusted)) {
			return StoreRejection.NOT_PROBED;
		}
		if (trace.modelCalls() == 0) {
			return StoreRejection.NO_MODEL_CALL;
		}
		if (call.advisors().haveForeign(LlmCacheParams.ownAdvisors(call.request().context()), trusted)) {
			return StoreRejection.FOREIGN_ADVISOR;
		}
		if (call.advisors().haveUnknown(trusted)) {
			if (trace.isPromptChanged()) {
				return StoreRejection.PROMPT_CHANGED_INSIDE;
			}
			if (answer != null && !trace.isOfTheModel(answer)) {
				return StoreRejection.ANSWER_CHANGED_INSIDE;
			}
		}
		Set<String> declared = DeclaredTools.of(call.request().prompt(), call.policy().idempotentTools());
		if (!call.policy().allowsUseOf(trace.usedTools(), declared)) {
			return StoreRejection.TOOL_USED;
		}
		return rejectAnswer(call, answer, rules);
	}

	private static @Nullable StoreRejection rejectAnswer(PlannedCall.Cached call, @Nullable CachedAnswer answer,
			List<AnswerRule> rules) {
		ExpectedOutput expected = ExpectedOutput.of(call.request().context());
		StoreRejection rejection = StoreGuard.rejection(answer, expected, rules);
		if (rejection != null || answer == null) {
			return rejection;
		}
		if (!isFinished(answer) && FinishReason.isGivenWith(call.request().prompt().getOptions())) {
			return StoreRejection.INCOMPLETE;
		}
		return (length(answer) > call.policy().maxAnswerLength()) ? StoreRejection.TOO_LONG : null;
	}

	private static boolean isFinished(CachedAnswer answer) {
		return answer.generations().stream().anyMatch((generation) -> StringUtils.hasText(generation.finishReason()));
	}

	private static int length(CachedAnswer answer) {
		return answer.generations()
			.stream()
			.map(CachedAnswer.Generation::text)
			.filter(Objects::nonNull)
			.mapToInt(String::length)
			.sum();
	}

}
