package dev.llmcache.benchmarks.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import dev.llmcache.benchmarks.fleet.node.Ask;
import dev.llmcache.benchmarks.fleet.node.Reply;

/**
 * Invalidates the tag of an answer again and again while all nodes read it.
 * <p>
 * One node invalidates for some time before the next one does: one that invalidates knows
 * what the others have to be told.
 */
final class Invalidations {

	private static final int COUNT = 210;

	private static final int REQUIRED = 200;

	private static final int READS_PER_SECOND = 200;

	private static final int EVERY_MILLIS = 30;

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
			NodeProcess invalidating = fleet.node(i * Fleet.SIZE / COUNT);
			cuts.add(new Cut(invalidating.number(), invalidating.invalidate(question)));
			NodeProcess reading = fleet.node(i % Fleet.SIZE);
			reading.ask(ask).forEach((reply) -> reads.add(new Read(reading.number(), reply)));
			Together.pause(Math.max(0, (end - System.nanoTime()) / 1_000_000 / (COUNT - i)));
		}
		reads.addAll(Together.await(steady));
		Evidence.requireAnswered(reads.stream().map(Read::reply).toList());
		requireInvalidated(cuts);
		return new Evidence(fleet.model().calls(question), cuts, reads);
	}

	// A machine that is busy with three nodes may miss a deadline
	private static void requireInvalidated(List<Cut> cuts) {
		List<Cut> failed = cuts.stream().filter((cut) -> cut.outcome().isFailed()).toList();
		if (failed.size() > COUNT - REQUIRED) {
			throw new IllegalStateException(
					"%d of %d invalidations failed, the last: %s".formatted(failed.size(), COUNT, failed.getLast()));
		}
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
