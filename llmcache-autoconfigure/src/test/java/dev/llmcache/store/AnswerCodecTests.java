package dev.llmcache.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.TokenUsage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AnswerCodecTests {

	@Test
	void readsTheFirstVersion() {
		assertThat(AnswerCodec.decode(GoldenAnswers.read("v1.json"))).isEqualTo(GoldenAnswers.V1);
	}

	@Test
	void readsTheSecondVersion() {
		assertThat(AnswerCodec.decode(GoldenAnswers.read("v2.json"))).isEqualTo(GoldenAnswers.V2);
	}

	@Test
	void writesTheSecondVersionToTheByte() {
		assertThat(new String(AnswerCodec.encode(GoldenAnswers.V2), StandardCharsets.UTF_8))
			.isEqualTo(new String(GoldenAnswers.read("v2.json"), StandardCharsets.UTF_8));
	}

	@Test
	void keepsTextThatIsNotWellFormed() {
		CachedAnswer answer = answer("half a pair \uD83D, ص", Map.of("half", "\uDE00"));
		assertThat(AnswerCodec.decode(AnswerCodec.encode(answer))).isEqualTo(answer);
	}

	@Test
	void writesNoEscapesForTextOfOtherScripts() {
		String written = new String(AnswerCodec.encode(answer("九時に開きます", Map.of())), StandardCharsets.UTF_8);
		assertThat(written).contains("九時に開きます");
	}

	@Test
	void neitherWritesNorReadsWhatIsLargerThanAnyAnswer() {
		CachedAnswer large = answer("a".repeat(AnswerCodec.MAX_BYTES), Map.of());
		assertThatIllegalArgumentException().isThrownBy(() -> AnswerCodec.encode(large));
		assertThat(AnswerCodec.decode(new byte[AnswerCodec.MAX_BYTES + 1])).isNull();
	}

	@Test
	void keepsALargeAnswer() {
		CachedAnswer large = answer("a".repeat(21_000_000), Map.of());
		assertThat(AnswerCodec.decode(AnswerCodec.encode(large))).isEqualTo(large);
	}

	private static CachedAnswer answer(String text, Map<String, Object> metadata) {
		return new CachedAnswer(List.of(new Generation(text, null, metadata)), null, null, TokenUsage.UNKNOWN, Map.of(),
				Duration.ZERO);
	}

}
