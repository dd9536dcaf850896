package dev.llmcache.benchmarks.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import dev.llmcache.benchmarks.fleet.node.Ask;
import dev.llmcache.benchmarks.fleet.node.Reply;

/**
 * Invalidates the tag of an answer again and again, on one node after the other, while
 * all nodes read it.
 */
final class Invalidations {

	static final int COUNT = 210;

	private static final int READS_PER_SECOND = 200;

	private static final int EVERY_MILLIS = 50;

	private Invalidations() {
	}

	/**
	 * Invalidates and reads.
	 * @param fleet the nodes, whose model answers at once
	 * @return what was seen
	 */
	static Evidence of(Fleet fleet) {
		String question = "Which crates are for %s?".formatted(UUID.randomUUID());
		Ask ask = Ask.once(question, Fleet.STEADY, question);
		Evidence.requireAnswered(fleet.node(0).ask(ask));
		CompletableFuture<List<Read>> steady = Together.begin(() -> readSteadily(fleet, ask));
		List<Cut> cuts = new ArrayList<>();
		List<Read> reads = new ArrayList<>();
		long end = System.nanoTime() + duration() * 1_000_000;
		for (int i = 0; i < COUNT; i++) {
			NodeProcess invalidating = fleet.node(i % Fleet.SIZE);
			cuts.add(new Cut(invalidating.number(), invalidating.invalidate(question)));
			NodeProcess reading = fleet.node((i / Fleet.SIZE + i) % Fleet.SIZE);
			reading.ask(ask).forEach((reply) -> reads.add(new Read(reading.number(), reply)));
			Together.pause(Math.max(0, (end - System.nanoTime()) / 1_000_000 / (COUNT - i)));
		}
		reads.addAll(Together.await(steady));
		Evidence.requireAnswered(reads.stream().map(Read::reply).toList());
		cuts.stream().map(Cut::outcome).filter((outcome) -> outcome.isFailed()).findFirst().ifPresent((failed) -> {
			throw new IllegalStateException("Not invalidated: " + failed);
		});
		return new Evidence(fleet.model().calls(question), cuts, reads);
	}

	private static List<Read> readSteadily(Fleet fleet, Ask ask) {
		int count = (int) (READS_PER_SECOND * duration() / 1000);
		return Together.all(fleet.nodes(), (node) -> reads(node, node.ask(ask.steadily(count, READS_PER_SECOND))))
			.stream()
			.flatMap(List::stream)
			.toList();
	}

	private static List<Read> reads(NodeProcess node, List<Reply> replies) {
		return replies.stream().map((reply) -> new Read(node.number(), reply)).toList();
	}

	private static long duration() {
		return COUNT * EVERY_MILLIS;
	}

}
