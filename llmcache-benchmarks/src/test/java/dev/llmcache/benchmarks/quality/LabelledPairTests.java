package dev.llmcache.benchmarks.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of {@link LabelledPair}.
 */
class LabelledPairTests {

	@TempDir
	Path folder;

	@Test
	void readsTextsLabelAndSource() throws IOException {
		Path file = write("pairs_own.tsv", "text_a\ttext_b\tlabel\tsource\nIs it so?\tSo is it?\t1\tOwn|A & B (new)\n");
		assertThat(LabelledPair.read(file))
			.containsExactly(new LabelledPair("Is it so?", "So is it?", true, "Own|A & B (new)"));
	}

	@Test
	void namesAClassInLettersDigitsAndHyphens() {
		assertThat(new LabelledPair("", "", false, "Own|A & B (new)").name()).isEqualTo("own-a-b-new");
	}

	@Test
	void refusesALineThatIsNoPair() throws IOException {
		Path file = write("pairs_own.tsv", "text_a\ttext_b\tlabel\tsource\nIs it so?\tSo is it?\n");
		assertThatIllegalArgumentException().isThrownBy(() -> LabelledPair.read(file));
	}

	@Test
	void findsFilesOfPairsOnly() throws IOException {
		write("stream_own.tsv", "");
		Path pairs = write("pairs_own.tsv", "");
		assertThat(LabelledPair.files(this.folder)).isEqualTo(List.of(pairs));
	}

	private Path write(String name, String text) throws IOException {
		return Files.writeString(this.folder.resolve(name), text);
	}

}
