package dev.llmcache.sample.demo;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import dev.llmcache.sample.faq.Faq;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Chat model that answers from the FAQ, without a key and with the pace of a real model.
 * <p>
 * Token counts are estimates. Safe for use by several threads.
 */
public final class DemoChatModel implements ChatModel {

	/**
	 * Name of this model in options and response metadata.
	 */
	public static final String NAME = "demo-faq";

	private static final ChatOptions OPTIONS = ChatOptions.builder().model(NAME).temperature(0.2).build();

	private static final Pattern TOKEN = Pattern.compile("\\s*\\S{1,6}");

	private static final int CHARACTERS_PER_TOKEN = 4;

	private final DemoDesk desk;

	private final DemoProperties pace;

	private final AtomicLong calls = new AtomicLong();

	private volatile boolean fickle;

	/**
	 * Creates a model.
	 * @param faq what it knows
	 * @param pace how fast it answers
	 */
	public DemoChatModel(Faq faq, DemoProperties pace) {
		this.desk = new DemoDesk(faq);
		this.pace = pace;
	}

	/**
	 * Number of answers this model was asked for, streamed ones included.
	 * @return a count that only grows
	 */
	public long calls() {
		return this.calls.get();
	}

	/**
	 * Has the model answer differently each time, as after a change that spoiled all that
	 * was stored before.
	 * @param fickle whether it does
	 */
	public void setFickle(boolean fickle) {
		this.fickle = fickle;
	}

	@Override
	public ChatOptions getOptions() {
		return OPTIONS;
	}

	@Override
	public ChatResponse call(Prompt prompt) {
		List<String> tokens = answer(prompt);
		pause(this.pace.firstToken().plus(this.pace.perToken().multipliedBy(tokens.size() - 1)));
		return last(String.join("", tokens), prompt, tokens.size());
	}

	@Override
	public Flux<ChatResponse> stream(Prompt prompt) {
		return Flux.defer(() -> {
			List<String> tokens = answer(prompt);
			int end = tokens.size() - 1;
			Flux<ChatResponse> chunks = Flux.fromStream(IntStream.rangeClosed(0, end)
				.mapToObj((i) -> (i < end) ? chunk(tokens.get(i)) : last(tokens.get(i), prompt, tokens.size())));
			return Mono.delay(this.pace.firstToken())
				.thenMany(chunks.index())
				.concatMap((chunk) -> (chunk.getT1() == 0) ? Mono.just(chunk.getT2())
						: Mono.just(chunk.getT2()).delayElement(this.pace.perToken()));
		});
	}

	private List<String> answer(Prompt prompt) {
		long number = this.calls.incrementAndGet();
		String answer = this.desk.answer(Objects.requireNonNullElse(prompt.getSystemMessage().getText(), ""),
				Objects.requireNonNullElse(prompt.getUserMessage().getText(), ""));
		return TOKEN.matcher(this.fickle ? "Since revision %d: %s".formatted(number, answer) : answer)
			.results()
			.map(MatchResult::group)
			.toList();
	}

	private static ChatResponse chunk(String token) {
		return new ChatResponse(List.of(new Generation(new AssistantMessage(token))),
				ChatResponseMetadata.builder().model(NAME).build());
	}

	private static ChatResponse last(String text, Prompt prompt, int tokens) {
		ChatResponseMetadata metadata = ChatResponseMetadata.builder()
			.id("demo-" + UUID.randomUUID())
			.model(NAME)
			.usage(new DefaultUsage(prompt.getContents().length() / CHARACTERS_PER_TOKEN, tokens))
			.build();
		return new ChatResponse(List.of(new Generation(new AssistantMessage(text),
				ChatGenerationMetadata.builder().finishReason("STOP").build())), metadata);
	}

	private static void pause(Duration duration) {
		try {
			Thread.sleep(duration);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while answering", ex);
		}
	}

}
