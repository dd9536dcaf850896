package dev.llmcache.provider;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;

import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a caller sees of a call that fails.
 *
 * @param text the text before the failure
 * @param error the error's class
 * @param message the error's message
 */
record Failure(String text, Class<?> error, String message) {

	static Failure ofCall(ChatClientRequestSpec prompt) {
		return of("", catchThrowable(() -> prompt.call().content()));
	}

	static Failure ofStream(ChatClientRequestSpec prompt) {
		List<String> texts = new CopyOnWriteArrayList<>();
		Throwable error = catchThrowable(
				() -> prompt.stream().content().doOnNext(texts::add).blockLast(WireFormat.TIMEOUT));
		return of(String.join("", texts), error);
	}

	private static Failure of(String text, Throwable error) {
		return new Failure(text, error.getClass(), Objects.requireNonNullElse(error.getMessage(), ""));
	}

}
