package dev.llmcache.advisor;

import java.util.List;

import dev.llmcache.CacheOutcome;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatResponse;

/**
 * Puts what the cache did into the context and the metadata of responses, and changes
 * nothing else of them.
 */
final class Outcomes {

	private Outcomes() {
	}

	static ChatClientResponse with(CacheOutcome outcome, ChatClientResponse response) {
		return response.mutate()
			.chatResponse(with(outcome, response.chatResponse()))
			.context(CacheOutcome.CONTEXT_KEY, outcome)
			.build();
	}

	/**
	 * Response to a call that asked for a stored answer or none.
	 * @param request the call
	 * @param outcome why there is none
	 * @return a response without results
	 */
	static ChatClientResponse notCached(ChatClientRequest request, CacheOutcome outcome) {
		return with(outcome,
				ChatClientResponse.builder()
					.chatResponse(new ChatResponse(List.of()))
					.context(request.context())
					.build());
	}

	// A subclass may hold what a copy would lose
	private static @Nullable ChatResponse with(CacheOutcome outcome, @Nullable ChatResponse response) {
		if (response == null || response.getClass() != ChatResponse.class
				|| response.getMetadata().getClass() != ChatResponseMetadata.class) {
			return response;
		}
		ChatResponse.Builder marked = ChatResponse.builder().from(response);
		outcome.metadata().forEach(marked::metadata);
		return marked.build();
	}

}
