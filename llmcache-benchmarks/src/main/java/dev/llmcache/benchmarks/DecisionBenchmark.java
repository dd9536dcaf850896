package dev.llmcache.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.llmcache.Acceptance.Preset;
import dev.llmcache.semantic.AnswerSignature;
import dev.llmcache.semantic.Candidate;
import dev.llmcache.semantic.EmbeddingSpace;
import dev.llmcache.semantic.SemanticDecision;
import dev.llmcache.semantic.Verdict;
import dev.llmcache.semantic.guard.Guards;

/**
 * Cost of deciding about eight near questions, of up to 200 words each, when none is
 * vetoed and their answers have to be compared: the longest way there is.
 */
final class DecisionBenchmark implements Benchmark {

	private static final List<String> WORDS = List.of("parcel", "kettle", "refund", "the", "my", "lamp", "order", "of",
			"delivery", "broken", "in", "warehouse", "repair", "Aurora", "please", "17", "9:30", "warranty", "is",
			"account", "password", "a", "to", "return", "shop", "before", "Monday", "invoice", "with", "address");

	private static final List<String> POLITE = List.of("please", "kindly", "ok", "hi", "hello", "well", "so", "thanks");

	private static final int CANDIDATES = 8;

	private static final int LONGEST = 200;

	private static final int QUESTIONS = 200;

	private static final int WARM_UP = 20_000;

	private static final int MEASURED = 20_000;

	private static final int DIMENSION = 384;

	private static final double P99 = 0.99;

	private static final double NANOS_PER_MICRO = 1e3;

	@Override
	public void run(List<String> arguments, Figures figures) {
		Random random = new Random(1);
		SemanticDecision decision = SemanticDecision.of(Preset.BALANCED, Guards.standard(), new EmbeddingSpace(0));
		List<String> questions = IntStream.range(0, QUESTIONS).mapToObj((i) -> question(random)).toList();
		List<List<Candidate>> candidates = questions.stream().map((question) -> candidates(question, random)).toList();
		long[] nanos = new long[MEASURED];
		for (int i = -WARM_UP; i < MEASURED; i++) {
			int which = Math.floorMod(i, QUESTIONS);
			long start = System.nanoTime();
			Verdict verdict = decision.decide(questions.get(which), candidates.get(which));
			nanos[Math.max(i, 0)] = System.nanoTime() - start;
			if (verdict instanceof Verdict.Rejected) {
				throw new IllegalStateException("Rejected: " + verdict);
			}
		}
		Arrays.sort(nanos);
		figures.atMost("decision-p50-us", nanos[MEASURED / 2] / NANOS_PER_MICRO, 150);
		figures.atMost("decision-p99-us", nanos[(int) (MEASURED * P99)] / NANOS_PER_MICRO, 1_000);
	}

	private static String question(Random random) {
		int words = 5 + random.nextInt(LONGEST - 5);
		return IntStream.range(0, words)
			.mapToObj((i) -> WORDS.get(random.nextInt(WORDS.size())))
			.collect(Collectors.joining(" "));
	}

	/** The same question a little farther each time, with answers that are near. */
	private static List<Candidate> candidates(String question, Random random) {
		float[] vector = new float[DIMENSION];
		for (int i = 0; i < DIMENSION; i++) {
			vector[i] = random.nextFloat() - 0.5F;
		}
		return IntStream.range(0, CANDIDATES)
			.mapToObj((i) -> new Candidate(POLITE.get(i) + " " + question, 0.99 - i / 1000.0,
					AnswerSignature.of("It is so. ".repeat(i + 1), vector)))
			.toList();
	}

}
