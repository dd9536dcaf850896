package dev.llmcache.advisor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * What happened between the cache and the model during one call, as the
 * {@link ModelProbe} saw it.
 * <p>
 * Travels in the context of the request. Thread-safe.
 */
final class CallTrace {

	static final String KEY = LlmCacheParams.PREFIX + "trace";

	private final Prompt prompt;

	private final List<TokenUsage> usages = new CopyOnWriteArrayList<>();

	private final Set<String> usedTools = ConcurrentHashMap.newKeySet();

	private volatile int modelCalls;

	private volatile boolean promptChanged;

	/**
	 * Starts a trace.
	 * @param prompt the prompt as the cache sent it on
	 */
	CallTrace(Prompt prompt) {
		this.prompt = prompt;
	}

	static @Nullable CallTrace of(Map<String, ? extends @Nullable Object> context) {
		return (context.get(KEY) instanceof CallTrace trace) ? trace : null;
	}

	synchronized void modelIsAsked(Prompt asked) {
		// Later rounds of the tool loop have its results in the prompt
		if (this.modelCalls == 0) {
			this.promptChanged = !PromptForm.isSame(this.prompt, asked);
		}
		this.modelCalls++;
	}

	void modelAnswered(@Nullable ChatResponse response) {
		if (response != null) {
			response.getResults()
				.stream()
				.flatMap((generation) -> generation.getOutput().getToolCalls().stream())
				.map(ToolCall::name)
				.forEach(this.usedTools::add);
		}
	}

	void modelCharged(TokenUsage usage) {
		this.usages.add(usage);
	}

	int modelCalls() {
		return this.modelCalls;
	}

	boolean isPromptChanged() {
		return this.promptChanged;
	}

	Set<String> usedTools() {
		return Set.copyOf(this.usedTools);
	}

	/**
	 * Tokens of all rounds, of which a tool loop returns the last only.
	 * @return their sum
	 */
	TokenUsage usage() {
		return this.usages.stream().reduce(TokenUsage::plus).orElse(TokenUsage.UNKNOWN);
	}

}
