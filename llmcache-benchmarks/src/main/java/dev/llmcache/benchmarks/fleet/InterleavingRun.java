package dev.llmcache.benchmarks.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.llmcache.benchmarks.fleet.node.Ask;
import io.lettuce.core.RedisException;

/**
 * An interleaving as it happens to an answer of its own.
 */
final class InterleavingRun {

	private final Fleet fleet;

	private final String question = "Which crate goes to %s?".formatted(UUID.randomUUID());

	private final Ask ask = Ask.once(this.question, Fleet.FLEETING, this.question);

	private final Queue<Cut> cuts = new ConcurrentLinkedQueue<>();

	private final Queue<Read> reads = new ConcurrentLinkedQueue<>();

	InterleavingRun(Fleet fleet) {
		this.fleet = fleet;
	}

	/**
	 * Takes the steps, and waits until the last of them is done.
	 */
	void take(Interleaving interleaving) {
		List<CompletableFuture<?>> begun = new ArrayList<>();
		for (Step step : interleaving.steps()) {
			Together.pause(step.pauseMillis());
			CompletableFuture<?> taken = Together.begin(() -> take(step));
			begun.add(taken);
			if (step.awaited()) {
				Together.await(taken);
			}
		}
		begun.forEach(Together::await);
	}

	private Step take(Step step) {
		NodeProcess node = this.fleet.node(step.node());
		switch (step.action()) {
			case ASK -> read(node, this.ask);
			case STREAM -> read(node, this.ask.streamed(true));
			case INVALIDATE -> this.cuts.add(new Cut(node.number(), node.invalidate(this.question)));
			case EVICT_HALF -> evict(2);
			case EVICT_ALL -> evict(1);
		}
		return step;
	}

	/**
	 * Reads the answer on all nodes.
	 */
	void readEverywhere() {
		this.fleet.nodes().forEach((node) -> read(node, this.ask));
	}

	private void read(NodeProcess node, Ask asked) {
		node.ask(asked).forEach((reply) -> this.reads.add(new Read(node.number(), reply)));
	}

	private void evict(int every) {
		SharedRedis redis = this.fleet.redis();
		for (int master = 0; master < redis.masters(); master++) {
			try {
				redis.evict(master, every);
			}
			catch (RedisException ex) {
				// It is down
			}
		}
	}

	Evidence evidence() {
		return new Evidence(this.fleet.model().calls(this.question), List.copyOf(this.cuts), List.copyOf(this.reads));
	}

}
