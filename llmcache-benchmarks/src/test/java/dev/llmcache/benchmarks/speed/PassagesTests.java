package dev.llmcache.benchmarks.speed;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PassagesTests {

	@Test
	void areAsLongAsTheyAreToBe() {
		assertThat(Passages.of(5, 30, PassagesTests::words)).hasSize(5)
			.allSatisfy((passage) -> assertThat(words(passage)).isEqualTo(30));
	}

	@Test
	void areNotTheSame() {
		List<String> passages = Passages.of(5, 30, PassagesTests::words);
		assertThat(passages).doesNotHaveDuplicates();
	}

	private static int words(String text) {
		return text.split(" ", -1).length;
	}

}
