package dev.llmcache.embedding.local;

import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.embedding.QuestionTooLongException;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LocalQuestionEmbedderTests {

	private static final ClassLoader CLASS_PATH = LocalQuestionEmbedderTests.class.getClassLoader();

	@ParameterizedTest
	@EnumSource
	void setsARephrasingNearerThanAnotherQuestion(LocalModel model) {
		try (LocalQuestionEmbedder embedder = new LocalQuestionEmbedder(model, CLASS_PATH)) {
			String question = "How long does delivery take?";
			double rephrased = cosine(embedder, question, "How long will delivery take?");
			double other = cosine(embedder, question, "How do I descale the kettle?");
			assertThat(rephrased).isGreaterThan(0.92).isGreaterThan(other + 0.3);
			assertThat(embedder.modelId()).endsWith("-q/384");
			assertThat(embedder.embed(question)).hasSize(embedder.dimension());
			assertThat(cosine(embedder, question, question)).isCloseTo(1, Offset.offset(1e-5));
		}
	}

	@Test
	void refusesTextsWithoutTokensOrWithMoreThanTheModelReads() {
		try (LocalQuestionEmbedder embedder = new LocalQuestionEmbedder(LocalModel.MINILM, CLASS_PATH)) {
			assertThatIllegalArgumentException().isThrownBy(() -> embedder.embed(" "));
			assertThat(embedder.embed("the ".repeat(510))).hasSize(384);
			assertThatExceptionOfType(QuestionTooLongException.class)
				.isThrownBy(() -> embedder.embed("the ".repeat(511)))
				.withMessageNotContaining("the the");
		}
	}

	@Test
	void embedsOnManyThreadsAtOnce() throws Exception {
		try (LocalQuestionEmbedder embedder = new LocalQuestionEmbedder(LocalModel.MINILM, CLASS_PATH);
				ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			float[] expected = embedder.embed("How long does delivery take?");
			List<Future<float[]>> vectors = IntStream.range(0, 40)
				.mapToObj((i) -> threads.submit(() -> embedder.embed("How long does delivery take?")))
				.toList();
			for (Future<float[]> vector : vectors) {
				assertThat(vector.get(30, TimeUnit.SECONDS)).containsExactly(expected, Offset.offset(1e-5f));
			}
		}
	}

	@Test
	void failsWithoutTheModel() throws Exception {
		try (URLClassLoader empty = new URLClassLoader(new URL[0], null);
				LocalQuestionEmbedder embedder = new LocalQuestionEmbedder(LocalModel.MINILM, empty)) {
			assertThat(LocalModel.find(empty)).isEmpty();
			assertThatIllegalStateException().isThrownBy(() -> embedder.embed("a"))
				.withMessageContaining("all-minilm-l6-v2-q");
		}
	}

	@Test
	@Timeout(30)
	void failsWhateverKeepsTheModelFromLoading() {
		ClassLoader full = new ClassLoader(null) {

			@Override
			public InputStream getResourceAsStream(String name) {
				throw new OutOfMemoryError("for the test");
			}

		};
		try (LocalQuestionEmbedder embedder = new LocalQuestionEmbedder(LocalModel.MINILM, full)) {
			assertThatIllegalStateException().isThrownBy(() -> embedder.embed("a"))
				.withRootCauseInstanceOf(OutOfMemoryError.class);
		}
	}

	@Test
	void failsWhenClosed() {
		LocalQuestionEmbedder embedder = new LocalQuestionEmbedder(LocalModel.MINILM, CLASS_PATH);
		embedder.embed("a");
		embedder.close();
		embedder.close();
		assertThatIllegalStateException().isThrownBy(() -> embedder.embed("a"));
	}

	@Test
	@Timeout(30)
	void closingWaitsUntilTheModelNoLongerLoads() throws InterruptedException {
		CountDownLatch slow = new CountDownLatch(1);
		ClassLoader slowly = new ClassLoader(null) {

			@Override
			public @Nullable InputStream getResourceAsStream(String name) {
				try {
					slow.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				return null;
			}

		};
		Thread closing = Thread.ofPlatform().start(new LocalQuestionEmbedder(LocalModel.MINILM, slowly)::close);
		Awaitility.await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
		slow.countDown();
		closing.join();
	}

	@Test
	void canBeClosedBeforeItIsLoaded() {
		LocalQuestionEmbedder embedder = new LocalQuestionEmbedder(LocalModel.MINILM, CLASS_PATH);
		embedder.close();
		assertThatIllegalStateException().isThrownBy(() -> embedder.embed("a"));
	}

	@Test
	void prefersMiniLmWhereTheClassPathHasBoth() {
		assertThat(LocalModel.find(CLASS_PATH)).contains(LocalModel.MINILM);
	}

	private static double cosine(QuestionEmbedder embedder, String one, String other) {
		float[] a = embedder.embed(one);
		float[] b = embedder.embed(other);
		return IntStream.range(0, a.length).mapToDouble((i) -> (double) a[i] * b[i]).sum();
	}

}
