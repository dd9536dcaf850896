package dev.llmcache.advisor;

import java.time.Duration;
import java.util.Set;

import dev.llmcache.Identity;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.messages.UserMessage;

/**
 * Question to one of the application's chat clients.
 * <p>
 * The text form says nothing of it.
 *
 * @param client name of the client
 * @param question the question, taken as it is and not for a template
 * @param policy name of a policy, or null for the client's own
 * @param identity who asks
 * @param tags what its answer can be invalidated by, beside the policy's
 * @param ttl how long its answer is to be fresh, or null for the policy's time
 */
public record ClientQuestion(String client, String question, @Nullable String policy, Identity identity,
		Set<String> tags, @Nullable Duration ttl) {

	public ClientQuestion {
		tags = Set.copyOf(tags);
		if (tags.stream().anyMatch(String::isBlank)) {
			throw new IllegalArgumentException("A tag is not blank");
		}
		if (ttl != null && !ttl.isPositive()) {
			throw new IllegalArgumentException("A time to live is positive");
		}
	}

	ChatClientRequestSpec to(ChatClient chatClient) {
		ChatClientRequestSpec call = chatClient.prompt().messages(new UserMessage(this.question));
		if (this.policy != null) {
			call.advisors(LlmCacheParams.policy(this.policy));
		}
		if (this.identity.tenant() != null) {
			call.advisors(LlmCacheParams.tenant(this.identity.tenant()));
		}
		if (this.identity.user() != null) {
			call.advisors(LlmCacheParams.user(this.identity.user()));
		}
		if (!this.tags.isEmpty()) {
			call.advisors(LlmCacheParams.tags(this.tags.toArray(String[]::new)));
		}
		if (this.ttl != null) {
			call.advisors(LlmCacheParams.ttl(this.ttl));
		}
		return call;
	}

	@Override
	public String toString() {
		return "ClientQuestion[%s]".formatted(this.client);
	}

}
