package dev.llmcache.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;

/**
 * Model that answers as it is told and remembers what it was asked.
 */
public final class ScriptedChatModel implements ChatModel {

	private final List<Prompt> prompts = new CopyOnWriteArrayList<>();

	private volatile Function<Prompt, Flux<ChatResponse>> script;

	private ScriptedChatModel(Function<Prompt, Flux<ChatResponse>> script) {
		this.script = script;
	}

	/** Answers the n-th call with "answer n" in three chunks. */
	public static ScriptedChatModel counting() {
		ScriptedChatModel model = new ScriptedChatModel((prompt) -> Flux.empty());
		model.script = (prompt) -> Flux.just(chunk("answer ", null), chunk(Integer.toString(model.calls()), null),
				chunk("", "STOP"));
		return model;
	}

	public static ScriptedChatModel answering(String text, String finishReason) {
		return new ScriptedChatModel((prompt) -> Flux.just(chunk(text, finishReason)));
	}

	/** Answers the first call with the first text and so on, and stays with the last. */
	public static ScriptedChatModel answeringInTurn(String... texts) {
		ScriptedChatModel model = new ScriptedChatModel((prompt) -> Flux.empty());
		model.script = (prompt) -> Flux.just(chunk(texts[Math.min(model.calls(), texts.length) - 1], "STOP"));
		return model;
	}

	public static ScriptedChatModel streaming(Flux<ChatResponse> chunks) {
		return new ScriptedChatModel((prompt) -> chunks);
	}

	/** Answers what the script says. */
	public static ScriptedChatModel scripted(Function<Prompt, Flux<ChatResponse>> script) {
		return new ScriptedChatModel(script);
	}

	public static ChatResponse chunk(String text, @Nullable String finishReason) {
		ChatGenerationMetadata metadata = (finishReason != null)
				? ChatGenerationMetadata.builder().finishReason(finishReason).build() : ChatGenerationMetadata.NULL;
		return new ChatResponse(List.of(new Generation(new AssistantMessage(text), metadata)),
				ChatResponseMetadata.builder().id("id-1").model("scripted-1").usage(new DefaultUsage(11, 7)).build());
	}

	public int calls() {
		return this.prompts.size();
	}

	public Prompt lastPrompt() {
		return this.prompts.getLast();
	}

	@Override
	public ChatResponse call(Prompt prompt) {
		this.prompts.add(prompt);
		List<Generation> generations = this.script.apply(prompt)
			.flatMapIterable(ChatResponse::getResults)
			.toStream()
			.toList();
		String text = generations.stream()
			.map((generation) -> generation.getOutput().getText())
			.collect(Collectors.joining());
		return chunk(text, generations.getLast().getMetadata().getFinishReason());
	}

	@Override
	public Flux<ChatResponse> stream(Prompt prompt) {
		return Flux.defer(() -> {
			this.prompts.add(prompt);
			return this.script.apply(prompt);
		});
	}

	@Override
	public ChatOptions getOptions() {
		return ToolCallingChatOptions.builder().model("scripted").temperature(0.2).build();
	}

}
