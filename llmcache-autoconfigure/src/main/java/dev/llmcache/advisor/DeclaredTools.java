package dev.llmcache.advisor;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;

import dev.llmcache.IdempotentTool;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.method.MethodToolCallback;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the tools that are declared idempotent, by name or by {@link IdempotentTool}.
 */
final class DeclaredTools {

	// Spring AI tells the method of a tool in no other way; where this one ends, no tool
	// is declared by its annotation
	private static final @Nullable Field METHOD = ReflectionUtils.findField(MethodToolCallback.class, "toolMethod",
			Method.class);

	private DeclaredTools() {
	}

	static Set<String> of(Prompt prompt, Set<String> names) {
		Set<String> declared = new HashSet<>(names);
		for (ToolCallback tool : ToolsReader.tools(prompt)) {
			if (isAnnotated(tool)) {
				declared.add(tool.getToolDefinition().name());
			}
		}
		return declared;
	}

	private static boolean isAnnotated(ToolCallback tool) {
		if (METHOD == null || !(tool instanceof MethodToolCallback)) {
			return false;
		}
		ReflectionUtils.makeAccessible(METHOD);
		return ReflectionUtils.getField(METHOD, tool) instanceof Method method
				&& AnnotatedElementUtils.hasAnnotation(method, IdempotentTool.class);
	}

}
