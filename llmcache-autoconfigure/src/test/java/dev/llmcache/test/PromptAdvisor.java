package dev.llmcache.test;

import java.util.function.Function;
import java.util.function.Supplier;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.AdvisorChain;
import org.springframework.ai.chat.client.advisor.api.BaseAdvisor;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Advisor of an application that changes the prompt, further in than the cache.
 */
public final class PromptAdvisor implements BaseAdvisor {

	private final String name;

	private final Function<Prompt, Prompt> change;

	private PromptAdvisor(String name, Function<Prompt, Prompt> change) {
		this.name = name;
		this.change = change;
	}

	/** Adds to the system text what it knows of the user. */
	public static PromptAdvisor addingProfile(Supplier<String> profile) {
		return new PromptAdvisor("profile",
				(prompt) -> prompt.augmentSystemMessage((system) -> system.mutate().text(profile.get()).build()));
	}

	public static PromptAdvisor changingNothing() {
		return new PromptAdvisor("idle", (prompt) -> prompt);
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public int getOrder() {
		return 0;
	}

	@Override
	public ChatClientRequest before(ChatClientRequest request, AdvisorChain chain) {
		return request.mutate().prompt(this.change.apply(request.prompt())).build();
	}

	@Override
	public ChatClientResponse after(ChatClientResponse response, AdvisorChain chain) {
		return response;
	}

}
