package dev.llmcache.policy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FollowUpTests {

	@ParameterizedTest
	@ValueSource(strings = { "yes", "Yes!", "no", "continue", "why?", "go on", "Why is the sky so blue?",
			"and for the red kettle?", "What about the blue kettle?", "How long does it take?", "Can you repeat that?",
			"What did they say about delivery?", "More about delivery to France please", "営業時間は何時から何時までですか", "" })
	void dependsOnWhatWasSaidBefore(String question) {
		assertThat(FollowUp.dependsOnHistory(question)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "How do I return a kettle?", "When does the shop open on Monday?",
			"Wie gebe ich einen Wasserkocher zurück?" })
	void standsForItself(String question) {
		assertThat(FollowUp.dependsOnHistory(question)).isFalse();
	}

}
