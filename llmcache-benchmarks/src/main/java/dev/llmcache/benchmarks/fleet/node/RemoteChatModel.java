package dev.llmcache.benchmarks.fleet.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

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
 * Model that all nodes have in common: each line of its HTTP response is a piece of the
 * answer.
 */
final class RemoteChatModel implements ChatModel {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final URI model;

	RemoteChatModel(URI model) {
		this.model = model;
	}

	@Override
	public ChatResponse call(Prompt prompt) {
		return piece(send(prompt, false, BodyHandlers.ofString()).strip(), "STOP");
	}

	@Override
	public Flux<ChatResponse> stream(Prompt prompt) {
		return Flux.using(() -> send(prompt, true, BodyHandlers.ofLines()), Flux::fromStream, Stream::close)
			.map((line) -> piece(line, null))
			.concatWithValues(piece("", "STOP"))
			.subscribeOn(Schedulers.boundedElastic());
	}

	private <T> T send(Prompt prompt, boolean inPieces, BodyHandler<T> body) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.model + "?pieces=" + inPieces))
			.timeout(PATIENCE)
			.POST(HttpRequest.BodyPublishers.ofString(prompt.getLastUserOrToolResponseMessage().getText()))
			.build();
		try {
			HttpResponse<T> response = this.http.send(request, body);
			if (response.statusCode() != 200) {
				throw new IllegalStateException("The model failed");
			}
			return response.body();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted", ex);
		}
	}

	private static ChatResponse piece(String text, @Nullable String finishReason) {
		ChatGenerationMetadata metadata = (finishReason != null)
				? ChatGenerationMetadata.builder().finishReason(finishReason).build() : ChatGenerationMetadata.NULL;
		return new ChatResponse(List.of(new Generation(new AssistantMessage(text), metadata)),
				ChatResponseMetadata.builder().model("remote").usage(new DefaultUsage(11, 7)).build());
	}

	@Override
	public ChatOptions getOptions() {
		return ChatOptions.builder().model("remote").temperature(0.0).build();
	}

}
