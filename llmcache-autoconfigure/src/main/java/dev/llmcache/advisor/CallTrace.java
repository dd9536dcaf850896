package dev.llmcache.advisor;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import dev.llmcache.CachedAnswer;
import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
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

	private final @Nullable Set<String> allowedTools;

	private final List<TokenUsage> usages = new CopyOnWriteArrayList<>();

	private final Queue<String> texts = new ConcurrentLinkedQueue<>();

	private final Set<String> usedTools = ConcurrentHashMap.newKeySet();

	private final Set<String> documentTags = ConcurrentHashMap.newKeySet();

	private volatile int modelCalls;

	private volatile boolean promptChanged;

	/**
	 * Starts a trace.
	 * @param prompt the prompt as the cache sent it on
	 * @param allowedTools names of the tools that the model may use, or null for any
	 */
	CallTrace(Prompt prompt, @Nullable Set<String> allowedTools) {
		this.prompt = prompt;
		this.allowedTools = allowedTools;
	}

	static @Nullable CallTrace of(Map<String, ? extends @Nullable Object> context) {
		return (context.get(KEY) instanceof CallTrace trace) ? trace : null;
	}

	synchronized void modelIsAsked(ChatClientRequest request) {
		this.documentTags.addAll(RetrievedDocuments.tags(request.context()));
		// Later rounds of the tool loop have its results in the prompt
		if (this.modelCalls == 0) {
			this.promptChanged = !PromptForm.isSame(this.prompt, request.prompt());
		}
		this.modelCalls++;
	}

	/**
	 * Takes down an answer of the model, or a chunk of one.
	 * @param response the answer
	 * @throws UndeclaredToolException if the model asks for a tool that it may not use,
	 * which is then not called
	 */
	void modelAnswered(@Nullable ChatResponse response) {
		if (response == null) {
			return;
		}
		for (Generation generation : response.getResults()) {
			AssistantMessage message = generation.getOutput();
			this.texts.add(Objects.requireNonNullElse(message.getText(), ""));
			message.getToolCalls().stream().map(ToolCall::name).forEach(this.usedTools::add);
		}
		if (this.allowedTools != null && !this.allowedTools.containsAll(this.usedTools)) {
			throw new UndeclaredToolException();
		}
	}

	void modelCharged(TokenUsage usage) {
		this.usages.add(usage);
	}

	int modelCalls() {
		return this.modelCalls;
	}

	/**
	 * Whether an answer is what the model said, in its last round or in all of them.
	 * @param answer the answer as it reached the cache
	 * @return false if an advisor changed the text
	 */
	boolean isOfTheModel(CachedAnswer answer) {
		String said = String.join("", this.texts);
		String text = answer.generations()
			.stream()
			.map(CachedAnswer.Generation::text)
			.filter(Objects::nonNull)
			.collect(Collectors.joining());
		return (this.modelCalls == 1) ? said.equals(text) : said.endsWith(text);
	}

	boolean isPromptChanged() {
		return this.promptChanged;
	}

	Set<String> usedTools() {
		return Set.copyOf(this.usedTools);
	}

	/**
	 * Tags of the documents that were retrieved before the model was asked, in any round.
	 * @return the tags
	 */
	Set<String> documentTags() {
		return Set.copyOf(this.documentTags);
	}

	/**
	 * Tokens of all rounds, of which a tool loop returns the last only.
	 * @return their sum
	 */
	TokenUsage usage() {
		return this.usages.stream().reduce(TokenUsage::plus).orElse(TokenUsage.UNKNOWN);
	}

}
