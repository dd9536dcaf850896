package dev.llmcache.advisor;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import dev.llmcache.key.CanonicalWriter;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.util.CollectionUtils;

/**
 * Reads the tools that a prompt offers to the model, in whatever order they come, and
 * what they are told beside their arguments.
 */
final class ToolsReader {

	private ToolsReader() {
	}

	static List<ToolCallback> tools(Prompt prompt) {
		return (prompt.getOptions() instanceof ToolCallingChatOptions options && options.getToolCallbacks() != null)
				? options.getToolCallbacks() : List.of();
	}

	/** Whether there are tools, or what tools are told. */
	static boolean areThere(Prompt prompt) {
		return !tools(prompt).isEmpty() || !toolContext(prompt).isEmpty();
	}

	static byte[] read(Prompt prompt) {
		List<ToolDefinition> definitions = tools(prompt).stream()
			.map(ToolCallback::getToolDefinition)
			.sorted(Comparator.comparing(ToolDefinition::name))
			.toList();
		return new CanonicalWriter()
			.list(definitions,
					(writer, tool) -> writer.text(tool.name())
						.text(tool.description())
						.text(CanonicalSchema.of(tool.inputSchema())))
			.bytes(ParametersReader.readMap(toolContext(prompt)))
			.toByteArray();
	}

	private static Map<String, Object> toolContext(Prompt prompt) {
		return (prompt.getOptions() instanceof ToolCallingChatOptions options
				&& !CollectionUtils.isEmpty(options.getToolContext())) ? options.getToolContext() : Map.of();
	}

}
