package dev.llmcache.advisor;

import java.util.Locale;
import java.util.Set;

import dev.llmcache.StoreRejection;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.util.StringUtils;

/**
 * Meaning of the words by which providers say why a model stopped.
 * <p>
 * The ones that mean completion are few and known; any word that is not known means
 * something else.
 */
final class FinishReason {

	// What OpenAI's client makes of a chunk that has none
	private static final String UNKNOWN = "_UNKNOWN";

	private static final String SPRING_AI = "org.springframework.ai.";

	private static final Set<String> NEUTRAL = Set.of("org.springframework.ai.chat.prompt",
			"org.springframework.ai.model.tool");

	private FinishReason() {
	}

	/**
	 * What a reason says against keeping the answer.
	 * @param reason the provider's word; none at all is no objection, since some
	 * providers give none
	 * @return the objection, or null when the model was done
	 */
	static @Nullable StoreRejection rejection(@Nullable String reason) {
		if (!StringUtils.hasText(reason)) {
			return null;
		}
		return switch (reason.toLowerCase(Locale.ROOT)) {
			case "stop", "end_turn", "stop_sequence", "complete", "completed", "eos", "eos_token" -> null;
			case "tool_calls", "tool_call", "tool_use", "function_call", "returndirect" -> StoreRejection.TOOL_CALL;
			case "content_filter", "content_filtered", "guardrail_intervened", "safety", "recitation", "blocklist",
					"prohibited_content", "spii", "model_armor", "image_safety", "image_prohibited_content",
					"image_recitation" ->
				StoreRejection.FILTERED;
			case "refusal" -> StoreRejection.REFUSED;
			default -> StoreRejection.INCOMPLETE;
		};
	}

	/**
	 * Whether an answer without a reason was cut off on its way: Spring AI's own clients
	 * of providers give one with every answer that is whole.
	 * @param options options of the call
	 * @return false where the options are of no provider, so that nothing is known of the
	 * model
	 */
	static boolean isGivenWith(@Nullable ChatOptions options) {
		return options != null && options.getClass().getName().startsWith(SPRING_AI)
				&& !NEUTRAL.contains(options.getClass().getPackageName());
	}

	/**
	 * Which of two reasons in one stream is the model's.
	 * @param known the reason of an earlier chunk
	 * @param later the reason of a later chunk
	 * @return the later one, unless it says nothing and the earlier one did
	 */
	static @Nullable String last(@Nullable String known, @Nullable String later) {
		if (!StringUtils.hasText(later)) {
			return known;
		}
		return (UNKNOWN.equals(later) && known != null) ? known : later;
	}

}
