package dev.llmcache.benchmarks.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.Figures;
import dev.llmcache.benchmarks.fleet.node.Reply;

/**
 * Answers that are served after an invalidation of what was asked for before, while they
 * are stored, invalidated and refreshed on all nodes, and Redis evicts and crashes.
 *
 * @param name what the figures start with
 * @param lag for how long after an invalidation other nodes may not know of it
 * @param longestPauseMillis the longest time between two steps of an interleaving
 * @param seed of the random numbers
 * @param errors where the servers' errors are counted that a crash would make forgotten
 */
record Resurrections(String name, Duration lag, int longestPauseMillis, long seed,
		ErrorCounts errors) implements Scenario {

	private static final int ROUNDS = 8;

	private static final int AT_ONCE = 25;

	private static final int LONGEST_MODEL_MILLIS = 120;

	private static final Outage.Loss[] LOSSES = Outage.Loss.values();

	private static final int FAILURES_PERCENT = 3;

	@Override
	public void run(Fleet fleet, Figures figures) {
		Random random = new Random(this.seed);
		Random ofModel = new Random(this.seed);
		fleet.model()
			.paced(() -> new Pace(Duration.ofMillis(ofModel.nextInt(LONGEST_MODEL_MILLIS)), 4,
					ofModel.nextInt(100) < FAILURES_PERCENT));
		List<Evidence> evidence = new ArrayList<>();
		for (int round = 0; round < ROUNDS; round++) {
			evidence.addAll(round(fleet, round, random));
		}
		requireFromCache(evidence);
		System.err.println(this.name + ": " + summary(evidence));
		figures.exactly("resurrections",
				evidence.stream().mapToInt((seen) -> seen.outdated(this.lag.toNanos() / 1000).size()).sum(), 0);
	}

	private List<Evidence> round(Fleet fleet, int round, Random random) {
		List<Interleaving> interleavings = Stream.generate(() -> Interleaving.random(random, this.longestPauseMillis))
			.limit(AT_ONCE)
			.toList();
		List<InterleavingRun> runs = Stream.generate(() -> new InterleavingRun(fleet)).limit(AT_ONCE).toList();
		Outage outage = Outage.random(LOSSES[round % LOSSES.length], random, fleet.redis().masters(),
				4 * this.longestPauseMillis);
		CompletableFuture<Outage> happening = Together.begin(() -> {
			outage.happenTo(fleet.redis(), this.errors);
			return outage;
		});
		Together.all(IntStream.range(0, AT_ONCE).boxed().toList(), (i) -> {
			runs.get(i).take(interleavings.get(i));
			return i;
		});
		Together.await(happening);
		Together.pause(this.lag.toMillis() + 1);
		runs.forEach(InterleavingRun::readEverywhere);
		return runs.stream().map(InterleavingRun::evidence).toList();
	}

	// Else nothing could have been resurrected
	private static void requireFromCache(List<Evidence> evidence) {
		if (evidence.stream()
			.flatMap((seen) -> seen.reads().stream())
			.filter((read) -> read.reply().isFromCache())
			.count() < ROUNDS * AT_ONCE) {
			throw new IllegalStateException("Hardly anything was served from the cache: " + summary(evidence));
		}
	}

	private static String summary(List<Evidence> evidence) {
		List<Reply> replies = evidence.stream().flatMap((seen) -> seen.reads().stream()).map(Read::reply).toList();
		List<Cut> cuts = evidence.stream().flatMap((seen) -> seen.cuts().stream()).toList();
		return "%d reads, of which %d from the cache and %d stale; %d invalidations, of which %d failed".formatted(
				replies.size(), replies.stream().filter(Reply::isFromCache).count(),
				replies.stream().filter((reply) -> "stale".equals(reply.status())).count(), cuts.size(),
				cuts.stream().filter((cut) -> cut.outcome().isFailed()).count());
	}

}
