package dev.llmcache.advisor;

import java.util.List;

import dev.llmcache.CacheOutcome;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.model.ChatResponse;

/**
 * Puts what the cache did into the context of responses.
 */
final class Outcomes {

	private Outcomes() {
	}

	static ChatClientResponse with(CacheOutcome outcome, ChatClientResponse response) {
		return response.mutate().context(CacheOutcome.CONTEXT_KEY, outcome).build();
	}

	/**
	 * Response to a call that asked for a stored answer or none.
	 * @param request the call
	 * @param outcome why there is none
	 * @return a response without results
	 */
	static ChatClientResponse notCached(ChatClientRequest request, CacheOutcome outcome) {
		return ChatClientResponse.builder()
			.chatResponse(new ChatResponse(List.of()))
			.context(request.context())
			.context(CacheOutcome.CONTEXT_KEY, outcome)
			.build();
	}

}
