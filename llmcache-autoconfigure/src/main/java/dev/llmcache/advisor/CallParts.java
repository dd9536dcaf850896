package dev.llmcache.advisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.llmcache.CallTraits;
import dev.llmcache.Identity;
import dev.llmcache.policy.FollowUp;
import dev.llmcache.policy.Placement;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.MessageType;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.ChatOptions;

/**
 * A request taken apart: its question, what was said before and after, and its system
 * text.
 *
 * @param request the request
 * @param question the last message of the user, or null when there is none
 * @param before what was said before it
 * @param after what was said after it, by tools and by the model about them
 * @param system the messages of the system
 */
record CallParts(ChatClientRequest request, @Nullable UserMessage question, List<Message> before, List<Message> after,
		List<Message> system) {

	/** What the user asked, where retrieval has written more into the message. */
	static final String ASKED = LlmCacheParams.PREFIX + "asked";

	/**
	 * Takes a request apart.
	 * @param request the request
	 * @param placement where the cache is: next to the model, results of tools may follow
	 * the question
	 * @return its parts
	 */
	static CallParts of(ChatClientRequest request, Placement placement) {
		List<Message> messages = request.prompt().getInstructions();
		List<Message> spoken = new ArrayList<>();
		List<Message> system = new ArrayList<>();
		for (Message message : messages) {
			((message.getMessageType() == MessageType.SYSTEM) ? system : spoken).add(message);
		}
		int last = lastQuestion(spoken);
		boolean isAsked = last >= 0 && (placement == Placement.MODEL_CALL || messages.getLast() instanceof UserMessage);
		return isAsked
				? new CallParts(request, (UserMessage) spoken.get(last), spoken.subList(0, last),
						spoken.subList(last + 1, spoken.size()), system)
				: new CallParts(request, null, spoken, List.of(), system);
	}

	/** Whether nothing was said before or after the question, which is text alone. */
	boolean isQuestionOnly() {
		return this.before.isEmpty() && this.after.isEmpty()
				&& (this.question == null || this.question.getMedia().isEmpty())
				&& !ToolsReader.areThere(this.request.prompt());
	}

	String text() {
		String text = (this.question != null) ? this.question.getText() : null;
		return Objects.requireNonNullElse(text, "");
	}

	@Nullable ChatOptions options() {
		return this.request.prompt().getOptions();
	}

	CallTraits traits(Identity identity) {
		ChatOptions options = options();
		String text = text();
		return new CallTraits(identity, text.isBlank() ? 0 : text.length(), isMatchable(text),
				this.question != null && !this.question.getMedia().isEmpty(),
				!ToolsReader.tools(this.request.prompt()).isEmpty(), (options != null) ? options.getModel() : null,
				(options != null) ? options.getTemperature() : null, LlmCacheParams.directives(this.request.context()));
	}

	private boolean isMatchable(String text) {
		Object asked = this.request.context().get(ASKED);
		return (asked == null || asked.equals(text)) && (this.before.isEmpty() || !FollowUp.dependsOnHistory(text));
	}

	private static int lastQuestion(List<Message> messages) {
		int last = messages.size() - 1;
		while (last >= 0 && !(messages.get(last) instanceof UserMessage)) {
			last--;
		}
		return last;
	}

	@Override
	public String toString() {
		return "CallParts[]";
	}

}
