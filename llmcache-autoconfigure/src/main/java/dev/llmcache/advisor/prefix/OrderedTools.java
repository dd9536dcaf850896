package dev.llmcache.advisor.prefix;

import java.util.Comparator;
import java.util.List;

import dev.llmcache.advisor.CanonicalSchema;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.ai.tool.metadata.ToolMetadata;

/**
 * Offers a prompt's tools in the order of their names, with schemas in canonical form:
 * collections of Java have another order in each process.
 */
final class OrderedTools {

	private OrderedTools() {
	}

	static List<ToolCallback> of(Prompt prompt) {
		return (prompt.getOptions() instanceof ToolCallingChatOptions options && options.getToolCallbacks() != null)
				? options.getToolCallbacks() : List.of();
	}

	static Prompt apply(Prompt prompt) {
		List<ToolCallback> tools = of(prompt);
		if (tools.isEmpty() || !(prompt.getOptions() instanceof ToolCallingChatOptions options)) {
			return prompt;
		}
		List<ToolCallback> ordered = tools.stream()
			.map((tool) -> (ToolCallback) new CanonicalTool(tool))
			.sorted(Comparator.comparing((ToolCallback tool) -> tool.getToolDefinition().name()))
			.toList();
		ChatOptions changed = options.mutate().toolCallbacks(ordered).build();
		return new Prompt(prompt.getInstructions(), changed);
	}

	private record CanonicalTool(ToolCallback tool) implements ToolCallback {

		@Override
		public ToolDefinition getToolDefinition() {
			ToolDefinition definition = this.tool.getToolDefinition();
			return ToolDefinition.builder()
				.name(definition.name())
				.description(definition.description())
				.inputSchema(CanonicalSchema.of(definition.inputSchema()))
				.build();
		}

		@Override
		public ToolMetadata getToolMetadata() {
			return this.tool.getToolMetadata();
		}

		@Override
		public String call(String input) {
			return this.tool.call(input);
		}

		@Override
		public String call(String input, @Nullable ToolContext context) {
			return this.tool.call(input, context);
		}

	}

}
