package dev.llmcache.benchmarks.quality;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import dev.llmcache.benchmarks.Benchmark;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.embedding.local.LocalQuestionEmbedder;

/**
 * Replays streams of labelled questions through the cache, with a real embedding model.
 */
public final class QualityBenchmark implements Benchmark {

	@Override
	public void run(List<String> arguments, Figures figures) {
		QualityOptions options = QualityOptions.parse(arguments);
		List<StreamResult> results = new ArrayList<>();
		try (LocalQuestionEmbedder model = new LocalQuestionEmbedder(options.model(),
				QualityBenchmark.class.getClassLoader())) {
			for (QualityStream stream : QualityStream.allIn(options.data())) {
				StreamResult result = new Replay(model, options, stream).run();
				result.print(figures);
				results.add(result);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		StreamResult.mean(results).print(figures);
	}

}
