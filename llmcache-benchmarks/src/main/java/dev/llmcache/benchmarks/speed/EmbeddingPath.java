package dev.llmcache.benchmarks.speed;

import java.util.List;

import dev.llmcache.benchmarks.Figures;
import dev.llmcache.embedding.local.LocalModel;
import dev.llmcache.embedding.local.LocalQuestionEmbedder;
import org.jspecify.annotations.Nullable;

/**
 * What the local models take for texts of some lengths, what threads and batches would
 * change, and what a text takes that was embedded before. Networks that are not quantised
 * are measured where the class path has them.
 */
final class EmbeddingPath implements Path {

	private static final List<Integer> TOKENS = List.of(10, 50, 200);

	private static final List<Measured> MODELS = List.of(
			new Measured("minilm", "all-minilm-l6-v2-q", LocalModel.MINILM),
			new Measured("bge-small", "bge-small-en-v1.5-q", LocalModel.BGE_SMALL),
			new Measured("minilm-float32", "all-minilm-l6-v2", null),
			new Measured("bge-small-float32", "bge-small-en-v1.5", null));

	@Override
	public void measure(SpeedOptions options, Figures figures) {
		for (Measured measured : MODELS) {
			if (Network.isPresent(measured.file())) {
				measure(measured, options, figures.startingWith(measured.name() + "-"));
			}
		}
	}

	private static void measure(Measured measured, SpeedOptions options, Figures figures) {
		try (Network one = Network.load(measured.file(), 1); Network two = Network.load(measured.file(), 2)) {
			for (int tokens : TOKENS) {
				List<String> texts = Passages.of(NetworkSpeed.LARGEST, tokens, one::length);
				Figures own = figures.startingWith(tokens + "-");
				if (measured.model() != null) {
					measureEmbedder(measured.model(), texts, options, own);
				}
				new NetworkSpeed(one, two, texts).measure(options, own);
			}
		}
	}

	private static void measureEmbedder(LocalModel model, List<String> texts, SpeedOptions options, Figures figures) {
		try (LocalQuestionEmbedder embedder = new LocalQuestionEmbedder(model, EmbeddingPath.class.getClassLoader())) {
			new EmbedderSpeed(embedder, texts).measure(options, figures);
		}
	}

	/**
	 * Model that is measured.
	 *
	 * @param name what its figures are called
	 * @param file where its network is on the class path
	 * @param model what the cache calls it, or null if it does not know it
	 */
	private record Measured(String name, String file, @Nullable LocalModel model) {

	}

}
