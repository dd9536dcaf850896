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
	void hasAnAnswerOfItsOwn() {
		assertThat(this.topic.answer()).isEqualTo(Topic.of(17).answer()).isNotEqualTo(Topic.of(18).answer());
	}

}
