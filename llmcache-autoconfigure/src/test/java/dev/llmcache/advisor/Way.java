package dev.llmcache.advisor;

import java.util.List;

import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClientResponse;

/**
 * Ways to make a call.
 */
enum Way {

	CALL {

		@Override
		List<ChatClientResponse> responses(ChatClientRequestSpec spec) {
			return List.of(spec.call().chatClientResponse());
		}

	},

	STREAM {

		@Override
		List<ChatClientResponse> responses(ChatClientRequestSpec spec) {
			return Calls.stream(spec);
		}

	};

	abstract List<ChatClientResponse> responses(ChatClientRequestSpec spec);

	/** What the cache did, as {@link Calls} says it. */
	String did(ChatClientRequestSpec spec) {
		return Calls.did(Calls.outcome(responses(spec).getLast()));
	}

}
