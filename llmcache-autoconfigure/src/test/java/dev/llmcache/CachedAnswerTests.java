package dev.llmcache;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.CachedAnswer.Media;
import dev.llmcache.CachedAnswer.ToolCall;
import dev.llmcache.MediaContent.Bytes;
import dev.llmcache.MediaContent.Reference;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CachedAnswerTests {

	private static final String SECRET = "secret";

	@Test
	void isEqualToAnotherOfTheSameContent() {
		assertThat(answer(new Bytes(new byte[] { 1, 2 }))).isEqualTo(answer(new Bytes(new byte[] { 1, 2 })))
			.hasSameHashCodeAs(answer(new Bytes(new byte[] { 1, 2 })))
			.isNotEqualTo(answer(new Bytes(new byte[] { 1, 3 })))
			.isNotEqualTo(answer(new Reference(SECRET)));
	}

	@Test
	void changesWithNobodysArray() {
		byte[] bytes = { 1, 2 };
		Bytes content = new Bytes(bytes);
		bytes[0] = 3;
		content.bytes()[1] = 3;
		assertThat(content.bytes()).containsExactly(1, 2);
	}

	@Test
	void saysNothingOfItsContentAsText() {
		CachedAnswer answer = answer(new Reference(SECRET));
		Generation generation = answer.generations().getFirst();
		assertThat(List.of(answer, generation, generation.toolCalls().getFirst(), generation.media().getFirst(),
				generation.media().getFirst().content(), new Bytes(SECRET.getBytes(StandardCharsets.UTF_8))))
			.allSatisfy((part) -> assertThat(part.toString()).doesNotContain(SECRET));
		assertThat(new Generation(null, null, Map.of())).hasToString("Generation[length=0, toolCalls=0, media=0]");
	}

	private static CachedAnswer answer(MediaContent content) {
		Generation generation = new Generation(SECRET, List.of(new ToolCall(SECRET, SECRET, SECRET, SECRET)),
				List.of(new Media("image/png", SECRET, SECRET, content)), SECRET, List.of(SECRET),
				Map.of(SECRET, SECRET), Map.of(SECRET, SECRET));
		return new CachedAnswer(List.of(generation), SECRET, SECRET, TokenUsage.UNKNOWN, Map.of(SECRET, SECRET),
				Duration.ZERO);
	}

}
