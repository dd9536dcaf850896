package dev.llmcache.benchmarks.faults.node;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TopicTests {

	private final Topic topic = Topic.of(17);

	@Test
	void isWhatEveryWordingAsksAbout() {
		for (int wording = 0; wording < Topic.WORDINGS; wording++) {
			assertThat(Topic.askedBy(this.topic.question(wording))).isEqualTo(this.topic);
		}
	}

	@Test
	void knowsItsOwnAnswers() {
		assertThat(this.topic.serialOf(this.topic.answer(3))).isEqualTo(3);
		assertThat(this.topic.serialOf(Topic.of(18).answer(3))).isZero();
	}

	@Test
	void knowsHalfAnAnswerAndTwo() {
		String answer = this.topic.answer(3);
		assertThat(this.topic.serialOf(answer.substring(0, answer.length() - 1))).isZero();
		assertThat(this.topic.serialOf(answer + answer)).isZero();
		assertThat(this.topic.serialOf(null)).isZero();
	}

}
