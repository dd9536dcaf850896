package dev.llmcache.test;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.AdvisorChain;
import org.springframework.ai.chat.client.advisor.api.BaseAdvisor;

/**
 * Advisor of an application, further in than the cache, that changes the prompt or the
 * answer.
 */
public final class PromptAdvisor implements BaseAdvisor {

	private final String name;

	private final int order;

	private final UnaryOperator<ChatClientRequest> before;

	private final UnaryOperator<ChatClientResponse> after;

	private PromptAdvisor(String name, int order, UnaryOperator<ChatClientRequest> before,
			UnaryOperator<ChatClientResponse> after) {
		this.name = name;
		this.order = order;
		this.before = before;
		this.after = after;
	}

	/** Adds to the system text what it knows of the user. */
	public static PromptAdvisor addingProfile(Supplier<String> profile) {
		return addingProfile(profile, 0);
	}

	public static PromptAdvisor addingProfile(Supplier<String> profile, int order) {
		return new PromptAdvisor("profile", order, (request) -> request.mutate()
			.prompt(request.prompt().augmentSystemMessage((system) -> system.mutate().text(profile.get()).build()))
			.build(), UnaryOperator.identity());
	}

	/** Writes into the system text what the call asks for by a parameter. */
	public static PromptAdvisor obeying(String parameter, int order) {
		return new PromptAdvisor("obeying", order,
				(request) -> request.mutate()
					.prompt(request.prompt()
						.augmentSystemMessage(
								(system) -> system.mutate().text("Be " + request.context().get(parameter)).build()))
					.build(),
				UnaryOperator.identity());
	}

	public static PromptAdvisor changingNothing() {
		return new PromptAdvisor("idle", 0, UnaryOperator.identity(), UnaryOperator.identity());
	}

	/** Puts another answer into the place of the model's. */
	public static PromptAdvisor answering(Supplier<String> text) {
		return new PromptAdvisor("answering", 0, UnaryOperator.identity(),
				(response) -> response.mutate().chatResponse(ScriptedChatModel.chunk(text.get(), "STOP")).build());
	}

	/** Needs in the end what it put into the context in the beginning. */
	public static PromptAdvisor rememberingInTheContext() {
		return new PromptAdvisor("remembering", 0,
				(request) -> request.mutate().context(Map.of("remembered", "in before")).build(), (response) -> {
					Objects.requireNonNull(response.context().get("remembered"));
					return response;
				});
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public ChatClientRequest before(ChatClientRequest request, AdvisorChain chain) {
		return this.before.apply(request);
	}

	@Override
	public ChatClientResponse after(ChatClientResponse response, AdvisorChain chain) {
		return this.after.apply(response);
	}

}
