package dev.llmcache.advisor;

import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TextChunksTests {

	@Property
	void chunksJoinToTheText(@ForAll String text) {
		assertThat(String.join("", TextChunks.of(text))).isEqualTo(text);
	}

	@Test
	void cutsAfterWords() {
		assertThat(TextChunks.of("We are open from nine to five on weekdays.")).hasSizeGreaterThan(1)
			.allSatisfy((chunk) -> assertThat(chunk).matches("(?s).*[\\s.]"));
	}

	@Test
	void neverCutsACharacterInTwo() {
		for (String shift : List.of("", "a")) {
			assertThat(TextChunks.of(shift + "\uD83D\uDE00".repeat(100))).hasSizeGreaterThan(2)
				.allSatisfy((chunk) -> assertThat(Character.isLowSurrogate(chunk.charAt(0))).isFalse());
		}
	}

	@Test
	void anEmptyTextIsOneEmptyChunk() {
		assertThat(TextChunks.of("")).containsExactly("");
	}

}
