package dev.llmcache.benchmarks.quality;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.llmcache.Acceptance;
import dev.llmcache.Acceptance.Adaptive;
import dev.llmcache.Acceptance.Preset;
import dev.llmcache.Acceptance.Threshold;
import dev.llmcache.embedding.local.LocalModel;
import org.jspecify.annotations.Nullable;

/**
 * What is replayed, and how it is decided.
 *
 * @param data folder of the streams
 * @param model embedding model
 * @param acceptance when an answer is served
 * @param guarded whether guards may veto; without, it is a plain threshold
 * @param echo whether answers repeat the question, so that they differ in their words
 * where they say the same
 * @param wrongVerdicts share of the verdicts from comparing answers that are turned round
 * @param wrongJudge share of its verdicts that a judge gets wrong, or null without one
 * @param seed of all that is drawn
 */
record QualityOptions(Path data, LocalModel model, Acceptance acceptance, boolean guarded, boolean echo,
		double wrongVerdicts, @Nullable Double wrongJudge, long seed) {

	private static final String USAGE = """
			run quality --data DIR [--model minilm|bge] [--decision cosine|strict|balanced|bold|adaptive] \
			[--threshold 0.92] [--max-wrong 0.01] [--min-precision 0.97] [--echo] \
			[--wrong-verdicts 0.2 | --wrong-judge 0.1] [--seed 1]""";

	private static final Set<String> FLAGS = Set.of("echo");

	static QualityOptions parse(List<String> arguments) {
		Map<String, String> values = new HashMap<>();
		for (int i = 0; i < arguments.size(); i++) {
			String name = arguments.get(i).replaceFirst("^--", "");
			boolean flag = FLAGS.contains(name);
			if (!flag && i + 1 == arguments.size()) {
				throw new IllegalArgumentException(USAGE);
			}
			values.put(name, flag ? "true" : arguments.get(++i));
		}
		if (!values.containsKey("data") || values.keySet().containsAll(Set.of("wrong-verdicts", "wrong-judge"))) {
			throw new IllegalArgumentException(USAGE);
		}
		String decision = values.getOrDefault("decision", "strict").toLowerCase(Locale.ROOT);
		return new QualityOptions(Path.of(values.get("data")), model(values.getOrDefault("model", "minilm")),
				acceptance(decision, values), !decision.equals("cosine"), values.containsKey("echo"),
				Double.parseDouble(values.getOrDefault("wrong-verdicts", "0")),
				values.containsKey("wrong-judge") ? Double.valueOf(values.get("wrong-judge")) : null,
				Long.parseLong(values.getOrDefault("seed", "1")));
	}

	private static LocalModel model(String name) {
		return switch (name) {
			case "minilm" -> LocalModel.MINILM;
			case "bge" -> LocalModel.BGE_SMALL;
			default -> throw new IllegalArgumentException(USAGE);
		};
	}

	private static Acceptance acceptance(String decision, Map<String, String> values) {
		return switch (decision) {
			case "cosine" -> new Threshold(Double.parseDouble(values.getOrDefault("threshold", "0.92")));
			case "strict" -> Preset.STRICT;
			case "balanced" -> Preset.BALANCED;
			case "bold" -> Preset.BOLD;
			case "adaptive" -> adaptive(values);
			default -> throw new IllegalArgumentException(USAGE);
		};
	}

	/** A bound that is not given does not bind. */
	private static Adaptive adaptive(Map<String, String> values) {
		boolean precise = values.containsKey("min-precision");
		String maxWrong = values.getOrDefault("max-wrong", precise ? "1" : "0.01");
		return new Adaptive(Double.parseDouble(maxWrong),
				Double.parseDouble(values.getOrDefault("min-precision", "0")));
	}

}
