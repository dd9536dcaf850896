package dev.llmcache.embedding;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.llmcache.Deadline;
import dev.llmcache.DeadlineExceededException;
import dev.llmcache.test.HangingEmbedder;
import dev.llmcache.test.WordEmbedder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class DeadlineEmbedderTests {

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	@AfterEach
	void end() {
		this.threads.shutdownNow();
	}

	@Test
	void isTheModelAsLongAsItAnswersInTime() {
		WordEmbedder words = new WordEmbedder("words");
		QuestionEmbedder embedder = new DeadlineEmbedder(words, deadline(Duration.ofSeconds(10)));
		assertThat(embedder.embed("when")).isEqualTo(words.embed("when"));
		assertThat(embedder.modelId()).isEqualTo("words");
		assertThat(embedder.dimension()).isEqualTo(words.dimension());
	}

	@Test
	void givesUpAModelThatHangs() {
		HangingEmbedder hanging = new HangingEmbedder();
		QuestionEmbedder embedder = new DeadlineEmbedder(hanging, deadline(Duration.ofMillis(20)));
		assertThatExceptionOfType(DeadlineExceededException.class).isThrownBy(() -> embedder.embed("when"));
		assertThatExceptionOfType(DeadlineExceededException.class).isThrownBy(embedder::modelId);
		assertThatExceptionOfType(DeadlineExceededException.class).isThrownBy(embedder::dimension);
	}

	private Deadline deadline(Duration limit) {
		return new Deadline(limit, this.threads);
	}

}
