package dev.llmcache.benchmarks.quality;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.llmcache.benchmarks.Benchmark;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.embedding.local.LocalQuestionEmbedder;

/**
 * Asks the decision about pairs of labelled texts, of which one is all that is stored,
 * and tells by class how many are accepted.
 */
public final class PairsBenchmark implements Benchmark {

	/** Classes of CheckList whose differences words tell. */
	private static final Pattern BOUND = Pattern.compile("CL\\|(Negation|Temporal|Logic|NER)\\|.*");

	private static final double MAX_ACCEPTED = 2;

	private static final double ALL = 100;

	@Override
	public void run(List<String> arguments, Figures figures) {
		QualityOptions options = QualityOptions.parse(arguments);
		try (LocalQuestionEmbedder model = new LocalQuestionEmbedder(options.model(),
				PairsBenchmark.class.getClassLoader())) {
			StoredAlone decision = new StoredAlone(options, model);
			for (Path file : LabelledPair.files(options.data())) {
				String name = file.getFileName().toString().replaceAll("_pub|\\.tsv", "").replace('_', '-');
				report(LabelledPair.read(file), decision, figures.startingWith(name + "-"));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void report(List<LabelledPair> pairs, StoredAlone decision, Figures figures) {
		Map<Boolean, Map<String, List<LabelledPair>>> classes = pairs.stream()
			.collect(Collectors.partitioningBy(LabelledPair::same, Collectors.groupingBy(LabelledPair::source,
					() -> new TreeMap<>(Comparator.naturalOrder()), Collectors.toList())));
		classes.getOrDefault(false, Map.of())
			.forEach((source, members) -> figures.atMost(members.getFirst().name() + "-negatives-accepted-percent",
					decision.accepted(members), BOUND.matcher(source).matches() ? MAX_ACCEPTED : ALL));
		classes.getOrDefault(true, Map.of())
			.forEach((source, members) -> figures.atLeast(members.getFirst().name() + "-positives-accepted-percent",
					decision.accepted(members), 0));
	}

}
