package dev.llmcache.benchmarks.fleet.node;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerTextTests {

	@Test
	void tellsWhichAnswerItIs() {
		assertThat(AnswerText.serialOf(AnswerText.of(17))).isEqualTo(17);
	}

	@Test
	void isNoAnswerUnlessItIsWhole() {
		String text = AnswerText.of(17);
		assertThat(AnswerText.serialOf(text.substring(0, text.length() - 1))).isZero();
		assertThat(AnswerText.serialOf(text + text)).isZero();
		assertThat(AnswerText.serialOf("")).isZero();
	}

	@Test
	void hasPiecesThatMakeTheWhole() {
		String text = AnswerText.of(17);
		assertThat(AnswerText.pieces(text, 20)).hasSize(20).doesNotContain("");
		assertThat(String.join("", AnswerText.pieces(text, 20))).isEqualTo(text);
		assertThat(AnswerText.pieces(text, 1)).containsExactly(text);
	}

}
