package dev.llmcache.advisor;

import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * Text of a stream that was given to a subscriber before the stream failed, and that
 * another stream may go on with.
 * <p>
 * Used by one subscriber at a time.
 */
final class ResumedText {

	private final StringBuilder given = new StringBuilder();

	void add(ChatClientResponse chunk) {
		this.given.append(text(chunk));
	}

	/**
	 * Another stream from where this one ended.
	 * @param next the other stream, from its start
	 * @param failure what ended this one
	 * @return what the subscriber has not been given yet; the failure if the other stream
	 * says something else
	 */
	Flux<ChatClientResponse> continuedBy(Flux<ChatClientResponse> next, Throwable failure) {
		return Flux.defer(() -> {
			String before = this.given.toString();
			Position position = new Position();
			return next.<ChatClientResponse>handle((chunk, sink) -> {
				String text = text(chunk);
				int skipped = Math.min(text.length(), before.length() - position.reached);
				if (!before.startsWith(text.substring(0, skipped), position.reached)) {
					sink.error(failure);
					return;
				}
				position.reached += skipped;
				if (skipped == 0) {
					sink.next(chunk);
				}
				else if (skipped < text.length() || isLast(chunk)) {
					sink.next(withText(chunk, text.substring(skipped)));
				}
			}).concatWith(Flux.defer(() -> (position.reached < before.length()) ? Flux.error(failure) : Flux.empty()));
		});
	}

	private static String text(ChatClientResponse chunk) {
		Generation generation = generation(chunk);
		String text = (generation != null) ? generation.getOutput().getText() : null;
		return (text != null) ? text : "";
	}

	private static boolean isLast(ChatClientResponse chunk) {
		Generation generation = generation(chunk);
		return generation != null && generation.getMetadata().getFinishReason() != null;
	}

	private static @Nullable Generation generation(ChatClientResponse chunk) {
		ChatResponse response = chunk.chatResponse();
		return (response != null && !response.getResults().isEmpty()) ? response.getResults().getFirst() : null;
	}

	private static ChatClientResponse withText(ChatClientResponse chunk, String text) {
		ChatResponse response = chunk.chatResponse();
		Generation generation = generation(chunk);
		if (response == null || generation == null) {
			return chunk;
		}
		AssistantMessage message = AssistantMessage.builder()
			.content(text)
			.properties(generation.getOutput().getMetadata())
			.build();
		return chunk.mutate()
			.chatResponse(new ChatResponse(List.of(new Generation(message, generation.getMetadata())),
					response.getMetadata()))
			.build();
	}

	private static final class Position {

		private int reached;

	}

}
