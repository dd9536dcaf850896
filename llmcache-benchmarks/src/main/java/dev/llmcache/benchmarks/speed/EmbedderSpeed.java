package dev.llmcache.benchmarks.speed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.llmcache.Owner;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.embedding.EmbeddingCache;
import dev.llmcache.embedding.QuestionEmbedder;

/**
 * What the cache's own embedder takes for a text, for one caller and for several at once,
 * and its memory for one that it remembers.
 *
 * @param embedder the embedder
 * @param texts texts of one length
 */
record EmbedderSpeed(QuestionEmbedder embedder, List<String> texts) {

	private static final List<Integer> CALLERS = List.of(1, 2, 4);

	private static final long VECTOR_BYTES = 16L << 20;

	private static final double MEDIAN = 0.5;

	private static final double MICROS_PER_MILLI = 1_000;

	void measure(SpeedOptions options, Figures figures) {
		Runnable each = each(this.embedder::embed);
		figures.report("ms", micros(each, options) / MICROS_PER_MILLI);
		figures.report("cpu-ms", ThreadTime.millis(each, options.slice()));
		EmbeddingCache cache = new EmbeddingCache(this.embedder, VECTOR_BYTES);
		Owner owner = new Owner.Application();
		this.texts.forEach((text) -> cache.embed(owner, text));
		figures.report("remembered-us", micros(each((text) -> cache.embed(owner, text)), options));
		perSecond(options).forEach((callers, rounds) -> figures.report("per-second-%d-callers".formatted(callers),
				rounds.stream().sorted().toList().get(rounds.size() / 2)));
	}

	private static double micros(Runnable each, SpeedOptions options) {
		return Turns.of(Map.of("text", each), options.rounds(), options.slice()).micros("text", MEDIAN);
	}

	private Runnable each(Consumer<String> embed) {
		AtomicInteger next = new AtomicInteger();
		return () -> embed.accept(this.texts.get(next.getAndIncrement() % this.texts.size()));
	}

	private Map<Integer, List<Double>> perSecond(SpeedOptions options) {
		Map<Integer, List<Double>> rounds = new LinkedHashMap<>();
		for (int round = 0; round < options.rounds(); round++) {
			for (int callers : CALLERS) {
				rounds.computeIfAbsent(callers, (absent) -> new ArrayList<>())
					.add(new Callers(callers, this.texts, this.embedder::embed).perSecond(options.slice()));
			}
		}
		return rounds;
	}

}
