package dev.llmcache.benchmarks.fleet;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import dev.llmcache.benchmarks.Figures;
import dev.llmcache.benchmarks.fleet.node.Ask;
import dev.llmcache.benchmarks.fleet.node.Reply;

/**
 * A thousand callers of three nodes who ask the same at the same time.
 *
 * @param name what the figures start with
 * @param streamed whether they ask for the answer in pieces
 * @param killed whether the node that asks the model is killed while the model answers;
 * its own callers do not count then
 */
record SingleFlight(String name, boolean streamed, boolean killed) implements Scenario {

	private static final int CALLERS = 1000;

	private static final Duration MODEL_TIME = Duration.ofSeconds(2);

	@Override
	public void run(Fleet fleet, Figures figures) {
		fleet.model().answersIn(MODEL_TIME);
		String question = "How many crates are in the hall of the %s?".formatted(UUID.randomUUID());
		List<CompletableFuture<List<Reply>>> asked = fleet.nodes()
			.stream()
			.map((node) -> Together.begin(() -> node.ask(Ask.once(question, Fleet.STEADY)
				.streamed(this.streamed)
				.atOnce((CALLERS + node.number()) / Fleet.SIZE))))
			.toList();
		int dead = this.killed ? killLeader(fleet, question) : -1;
		List<Reply> replies = fleet.nodes()
			.stream()
			.filter((node) -> node.number() != dead)
			.flatMap((node) -> Together.await(asked.get(node.number())).stream())
			.toList();
		figures.atMost("model-calls", fleet.model().calls(question).size(), this.killed ? 2 : 1);
		figures.exactly("errors", replies.stream().filter((reply) -> reply.error() != null).toList().size(), 0);
		figures.exactly("unanswered", replies.stream().filter(SingleFlight::isUnanswered).toList().size(), 0);
		replies.stream().map(Reply::error).filter((error) -> error != null).findFirst().ifPresent(System.err::println);
		if (this.killed) {
			abandon(asked.get(dead));
			fleet.replace(dead);
		}
	}

	private static int killLeader(Fleet fleet, String question) {
		int leader = fleet.model().awaitCall(question).node();
		Together.pause(MODEL_TIME.toMillis() / 2);
		fleet.node(leader).kill();
		return leader;
	}

	private static boolean isUnanswered(Reply reply) {
		return reply.error() == null && reply.serial() == 0;
	}

	private static void abandon(CompletableFuture<List<Reply>> asked) {
		try {
			Together.await(asked);
			throw new IllegalStateException("A node that was killed has answered");
		}
		catch (UncheckedIOException ex) {
			// As it should be
		}
	}

}
