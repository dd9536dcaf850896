package dev.llmcache.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.CachedAnswer.Media;
import dev.llmcache.CachedAnswer.ToolCall;
import dev.llmcache.MediaContent.Bytes;
import dev.llmcache.MediaContent.Reference;
import dev.llmcache.TokenUsage;

/**
 * The answers that are stored in the golden files, one of each version.
 */
final class GoldenAnswers {

	static final CachedAnswer V1 = new CachedAnswer(
			List.of(new Generation("We open at nine.", "STOP", Map.of("role", "ASSISTANT")),
					new Generation("Nine \0 \uD83D\uDE00 ص", null, Map.of())),
			"id-1", "gpt-test", new TokenUsage(11, 7, 18, 5L, null),
			Map.of("list", List.of(1, "two", true, 0.5, 5_000_000_000L)), Duration.ofMillis(1234));

	static final CachedAnswer V2 = new CachedAnswer(
			List.of(new Generation(null, "end_turn", Map.of("data", "redacted")),
					new Generation("Nine \0 \uD83D\uDE00 ص",
							List.of(new ToolCall("call-1", "function", "hours", "{\"day\":\"Monday\"}")),
							List.of(new Media("image/png", "media-1", "a plan", new Bytes(new byte[] { 0, -1, 127 })),
									new Media("audio/wav", null, null, new Reference("https://example.com/a.wav"))),
							"end_turn", List.of("hate", "violence"), Map.of("index", 0L, "role", "ASSISTANT"),
							Map.of("audioId", "audio-1"))),
			"id-1", "model-test", new TokenUsage(11, 7, 18, 5L, null),
			Map.of("#tag", Map.of("#long", "no number"), "numbers",
					List.of(1, 1L, 0.5, BigInteger.TWO, new BigDecimal("0.10")), "nothing", List.of(), "yes", true),
			Duration.ofMillis(1234));

	private GoldenAnswers() {
	}

	static byte[] read(String file) {
		try (InputStream in = Objects.requireNonNull(GoldenAnswers.class.getResourceAsStream("answers/" + file))) {
			return in.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
