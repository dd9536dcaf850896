package dev.llmcache.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

import dev.llmcache.Acceptance.Preset;
import dev.llmcache.semantic.AnswerSignature;
import dev.llmcache.semantic.Candidate;
import dev.llmcache.semantic.EmbeddingSpace;
import dev.llmcache.semantic.SemanticDecision;
import dev.llmcache.semantic.Verdict;
import dev.llmcache.semantic.guard.Guards;

/**
 * Cost of deciding whether one of eight near questions of twenty words means the same,
 * when a guard vetoes each of them.
 */
final class Hello implements Benchmark {

	private static final String QUESTION = "How do I descale the %s kettle with %d litres of water "
			+ "when the lamp on its lid keeps blinking at night";

	private static final int CANDIDATES = 8;

	private static final int WARM_UP = 20_000;

	private static final int MEASURED = 5_000;

	private static final double LIMIT_MICROS = 150;

	@Override
	public void run(List<String> arguments, Figures figures) {
		SemanticDecision decision = SemanticDecision.of(Preset.BALANCED, Guards.standard(), new EmbeddingSpace(0));
		List<Candidate> candidates = IntStream.range(0, CANDIDATES)
			.mapToObj((i) -> new Candidate(QUESTION.formatted("Borealis", 2), 0.99 - i / 1000.0,
					AnswerSignature.of("answer", null)))
			.toList();
		String asked = QUESTION.formatted("Aurora", 2);
		long[] nanos = new long[MEASURED];
		for (int i = -WARM_UP; i < MEASURED; i++) {
			long start = System.nanoTime();
			Verdict verdict = decision.decide(asked, candidates);
			nanos[Math.max(i, 0)] = System.nanoTime() - start;
			if (verdict instanceof Verdict.Accepted) {
				throw new IllegalStateException("Another product's answer was accepted");
			}
		}
		figures.atMost("semantic-decision-p50-us", Benchmarks.medianMicros(nanos), LIMIT_MICROS);
	}

}
