package dev.llmcache.benchmarks.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.llmcache.embedding.QuestionEmbedder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ReplayTests {

	@TempDir
	private Path folder;

	private List<StreamResult> replay(String... arguments) throws IOException {
		List<String> all = new ArrayList<>(List.of("--data", this.folder.toString()));
		all.addAll(List.of(arguments));
		QualityOptions options = QualityOptions.parse(all);
		return QualityStream.allIn(this.folder)
			.stream()
			.map((stream) -> new Replay(new FirstWordEmbedder(), options, stream).run())
			.toList();
	}

	private void stream(String name, String... lines) throws IOException {
		Files.writeString(this.folder.resolve("stream_" + name + ".tsv"),
				"id\ttext\tclass\tsource\n" + String.join("\n", lines));
	}

	@Test
	void countsHitsAndWrongOnes() throws IOException {
		stream("one", "0\tparcel lost somewhere\tA\tx", "1\tparcel lost again\tA\tx", "2\tparcel found yesterday\tB\tx",
				"3\trefund asked yesterday\tC\tx");
		assertThat(replay("--decision", "cosine")).singleElement().satisfies((result) -> {
			assertThat(result.hit()).isEqualTo(50);
			assertThat(result.wrong()).isEqualTo(25);
			assertThat(result.precision()).isEqualTo(50);
		});
	}

	@Test
	void equivalentClassesAreRight() throws IOException {
		stream("one", "0\tparcel lost somewhere\tA\tx", "1\tparcel found yesterday\tB\tx");
		Files.writeString(this.folder.resolve("stream_one.okpairs.tsv"), "B\tA\n");
		assertThat(replay("--decision", "cosine")).singleElement()
			.satisfies((result) -> assertThat(result.wrong()).isZero());
	}

	@Test
	void comparesAnswersOnlyToLearn() throws IOException {
		stream("one", "0\tparcel lost somewhere\tA\tx", "1\tparcel lost again\tA\tx");
		assertThat(replay("--decision", "strict")).singleElement()
			.satisfies((result) -> assertThat(result.judged()).isZero());
		assertThat(replay("--decision", "adaptive")).singleElement()
			.satisfies((result) -> assertThat(result.judged()).isPositive());
	}

	/** All that begin with the same word are the same. */
	private static final class FirstWordEmbedder implements QuestionEmbedder {

		@Override
		public String modelId() {
			return "first-word";
		}

		@Override
		public int dimension() {
			return 64;
		}

		@Override
		public float[] embed(String question) {
			float[] vector = new float[dimension()];
			String first = question.toLowerCase(Locale.ROOT).split(" ", -1)[0];
			vector[Math.floorMod(first.hashCode(), vector.length)] = 1;
			return vector;
		}

	}

}
