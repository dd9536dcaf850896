package dev.llmcache.advisor.prefix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.llmcache.prefix.PromptBlock;
import dev.llmcache.prefix.PromptBlock.Role;
import dev.llmcache.prefix.RenderedPrompt;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.MessageType;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.content.MediaContent;
import org.springframework.ai.tool.definition.ToolDefinition;

/**
 * Writes prompts in the order in which providers read them: tools, then messages.
 */
final class PromptRenderer {

	private PromptRenderer() {
	}

	/**
	 * Writes a prompt.
	 * @param prompt the prompt as it is sent
	 * @param tail index of the message that says what changes, or -1
	 * @return its parts, of which tools and the first messages of the system are the head
	 */
	static RenderedPrompt render(Prompt prompt, int tail) {
		List<PromptBlock> blocks = new ArrayList<>();
		OrderedTools.of(prompt).forEach((tool) -> blocks.add(block(tool.getToolDefinition())));
		int head = blocks.size();
		boolean leading = true;
		List<Message> messages = prompt.getInstructions();
		for (int i = 0; i < messages.size(); i++) {
			leading = leading && i != tail && messages.get(i).getMessageType() == MessageType.SYSTEM;
			blocks.add(block(messages.get(i)));
			head += leading ? 1 : 0;
		}
		return new RenderedPrompt(blocks, head);
	}

	private static PromptBlock block(ToolDefinition tool) {
		return new PromptBlock(Role.TOOL, tool.name(), tool.description() + "\n" + tool.inputSchema());
	}

	private static PromptBlock block(Message message) {
		String text = Objects.requireNonNullElse(message.getText(), "");
		if (message instanceof ToolResponseMessage results) {
			text = results.getResponses()
				.stream()
				.map((result) -> result.name() + "\n" + result.responseData())
				.collect(Collectors.joining("\n"));
		}
		if (message instanceof AssistantMessage assistant) {
			text += assistant.getToolCalls()
				.stream()
				.map((call) -> "\n" + call.name() + call.arguments())
				.collect(Collectors.joining());
		}
		if (message instanceof MediaContent content) {
			text += content.getMedia().stream().map(PromptRenderer::form).collect(Collectors.joining());
		}
		return new PromptBlock(role(message.getMessageType()), "", text);
	}

	// What it is matters, not what it shows
	private static String form(Media media) {
		Object content = media.getData();
		int hash = (content instanceof byte[] bytes) ? Arrays.hashCode(bytes) : content.hashCode();
		return "\n%s %d".formatted(media.getMimeType(), hash);
	}

	private static Role role(MessageType type) {
		return switch (type) {
			case SYSTEM -> Role.SYSTEM;
			case USER -> Role.USER;
			case ASSISTANT -> Role.ASSISTANT;
			case TOOL -> Role.RESULT;
		};
	}

}
