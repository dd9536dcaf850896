package dev.llmcache.advisor.prefix;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.llmcache.prefix.PrefixPolicy;
import dev.llmcache.prefix.Provider;
import dev.llmcache.prefix.StablePrompt;
import dev.llmcache.prefix.SystemSplit;
import dev.llmcache.prefix.VolatilePlacement;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.MessageType;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;

/**
 * Messages with what changes from call to call behind what does not.
 *
 * @param messages the messages
 * @param tail index of the message that says what changes, or -1 if none of its own does
 */
record ShapedPrompt(List<Message> messages, int tail) {

	static ShapedPrompt of(List<Message> messages, PrefixPolicy policy, List<StablePrompt> blocks, List<String> texts,
			Provider provider) {
		List<Message> stable = new ArrayList<>();
		List<String> changing = new ArrayList<>();
		for (Message message : messages) {
			if (policy.placement() == VolatilePlacement.OFF || message.getMessageType() != MessageType.SYSTEM) {
				stable.add(message);
				continue;
			}
			SystemSplit split = SystemSplit.of(Objects.requireNonNullElse(message.getText(), ""), blocks,
					policy.rules());
			changing.addAll(split.moved());
			if (split.moved().isEmpty()) {
				stable.add(message);
			}
			else if (!split.stable().isBlank()) {
				stable.add(new SystemMessage(split.stable()));
			}
		}
		changing.addAll(texts);
		return changing.isEmpty() ? new ShapedPrompt(messages, -1)
				: place(stable, String.join("\n", changing), policy.placement(), provider);
	}

	boolean hasSystemTail() {
		return this.tail >= 0;
	}

	private static ShapedPrompt place(List<Message> messages, String text, VolatilePlacement placement,
			Provider provider) {
		int question = last(messages, MessageType.USER);
		return switch (placement) {
			case OFF -> inPlace(messages, text);
			// Gemini takes one message of the system only
			case SYSTEM -> (provider == Provider.GOOGLE) ? intoQuestion(messages, question, text) : insert(messages,
					(provider == Provider.ANTHROPIC || question < 0) ? leading(messages) : question, text);
			case USER -> intoQuestion(messages, question, text);
		};
	}

	private static ShapedPrompt insert(List<Message> messages, int at, String text) {
		messages.add(at, new SystemMessage(text));
		return new ShapedPrompt(List.copyOf(messages), at);
	}

	private static ShapedPrompt intoQuestion(List<Message> messages, int question, String text) {
		if (question < 0 || !(messages.get(question) instanceof UserMessage asked)) {
			return inPlace(messages, text);
		}
		messages.set(question,
				asked.mutate().text("<context>\n%s\n</context>\n\n%s".formatted(text, asked.getText())).build());
		return new ShapedPrompt(List.copyOf(messages), -1);
	}

	// Where an application would have written it
	private static ShapedPrompt inPlace(List<Message> messages, String text) {
		int system = last(messages.subList(0, leading(messages)), MessageType.SYSTEM);
		if (system < 0) {
			messages.addFirst(new SystemMessage(text));
		}
		else {
			messages.set(system, new SystemMessage(messages.get(system).getText() + "\n\n" + text));
		}
		return new ShapedPrompt(List.copyOf(messages), -1);
	}

	private static int leading(List<Message> messages) {
		int count = 0;
		while (count < messages.size() && messages.get(count).getMessageType() == MessageType.SYSTEM) {
			count++;
		}
		return count;
	}

	private static int last(List<Message> messages, MessageType type) {
		int index = messages.size() - 1;
		while (index >= 0 && messages.get(index).getMessageType() != type) {
			index--;
		}
		return index;
	}

	@Override
	public String toString() {
		return "ShapedPrompt[]";
	}

}
