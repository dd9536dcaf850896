package dev.llmcache.advisor;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.policy.Placement;

import org.springframework.ai.chat.client.ChatClientRequest;

/**
 * Marks requests that the cache sends on, so that it acts once on a call whatever adds it
 * to the chain a second time.
 */
final class OnwardRequest {

	private static final String ACTED = LlmCacheParams.PREFIX + "acted.";

	private OnwardRequest() {
	}

	private static String acted(Placement placement) {
		return switch (placement) {
			case ANSWER -> ACTED + "answer";
			case MODEL_CALL -> ACTED + "model-call";
		};
	}

	static boolean isOf(ChatClientRequest request, Placement placement) {
		return request.context().containsKey(acted(placement));
	}

	static ChatClientRequest bypassing(ChatClientRequest request, Placement placement) {
		return with(request, Map.of(acted(placement), true));
	}

	static ChatClientRequest traced(ChatClientRequest request, Placement placement, CallTrace trace) {
		return with(request, Map.of(acted(placement), true, CallTrace.KEY, trace));
	}

	// Retrieval further in writes documents into the question
	static ChatClientRequest elsewhere(ChatClientRequest request) {
		return with(request,
				Map.of(CallParts.ASKED, Objects.requireNonNullElse(request.prompt().getUserMessage().getText(), "")));
	}

	private static ChatClientRequest with(ChatClientRequest request, Map<String, Object> marks) {
		Map<String, Object> context = new HashMap<>(request.context());
		context.putAll(marks);
		return new ChatClientRequest(request.prompt(), context);
	}

}
