package dev.llmcache.advisor;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import dev.llmcache.CacheOutcome;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClientResponse;

/**
 * Makes calls and tells what the cache did.
 */
final class Calls {

	private Calls() {
	}

	static @Nullable String content(ChatClientRequestSpec spec) {
		return spec.call().content();
	}

	static CacheOutcome outcome(ChatClientRequestSpec spec) {
		return outcome(spec.call().chatClientResponse());
	}

	static CacheOutcome outcome(ChatClientResponse response) {
		return Objects.requireNonNull(CacheOutcome.from(response.context()));
	}

	/** Status in lower case or, for a miss or by-pass, the reason. */
	static String did(ChatClientRequestSpec spec) {
		return did(outcome(spec));
	}

	static String didStreaming(ChatClientRequestSpec spec) {
		return did(outcome(stream(spec).getLast()));
	}

	static List<ChatClientResponse> stream(ChatClientRequestSpec spec) {
		return Objects.requireNonNull(spec.stream().chatClientResponse().collectList().block(Duration.ofSeconds(10)));
	}

	static String streamedContent(ChatClientRequestSpec spec) {
		return String.join("",
				Objects.requireNonNull(spec.stream().content().collectList().block(Duration.ofSeconds(10))));
	}

	static String did(CacheOutcome outcome) {
		return (outcome.reason() != null) ? outcome.reason() : outcome.status().name().toLowerCase(Locale.ROOT);
	}

}
