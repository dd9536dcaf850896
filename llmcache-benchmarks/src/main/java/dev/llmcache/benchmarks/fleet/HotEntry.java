package dev.llmcache.benchmarks.fleet;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.Figures;
import dev.llmcache.benchmarks.fleet.node.Ask;
import dev.llmcache.benchmarks.fleet.node.Reply;

/**
 * An answer that is read a hundred times in a second, on three nodes, while it expires
 * five times; and at the same time another one that is refreshed before it expires.
 */
record HotEntry(String name) implements Scenario {

	private static final int EXPIRIES = 5;

	/** Of each node, so that it is a hundred of all. */
	private static final int READS_PER_SECOND = 34;

	private static final Duration MODEL_TIME = Duration.ofMillis(800);

	/** From one expiry to the next. */
	private static final Duration PERIOD = Fleet.HOT_TTL.plus(MODEL_TIME);

	@Override
	public void run(Fleet fleet, Figures figures) {
		fleet.model().answersIn(MODEL_TIME);
		String late = "What is on the shelf of the %s?".formatted(UUID.randomUUID());
		String early = "Who opens the gate of the %s?".formatted(UUID.randomUUID());
		Together.all(List.of(Ask.once(late, Fleet.HOT), Ask.once(early, Fleet.EARLY)), fleet.node(0)::ask);
		// Until it is in Redis
		Together.pause(200);
		CompletableFuture<List<Reply>> readEarly = Together.begin(() -> read(fleet, Ask.once(early, Fleet.EARLY)));
		List<Reply> readLate = read(fleet, Ask.once(late, Fleet.HOT));
		List<Reply> reads = Stream.concat(readLate.stream(), Together.await(readEarly).stream()).toList();
		Evidence.requireAnswered(reads);
		figures.atMost("reader-max-ms", reads.stream().mapToDouble(Reply::millis).max().orElseThrow(),
				MODEL_TIME.toMillis() / 2.0);
		figures.exactly("refreshes-per-expiry", (fleet.model().calls(late).size() - 1) / (double) EXPIRIES, 1);
		figures.exactly("early-refreshes-per-expiry", perExpiry(fleet.model().calls(early)), 1);
	}

	private static List<Reply> read(Fleet fleet, Ask ask) {
		long millis = PERIOD.multipliedBy(2 * EXPIRIES + 1).dividedBy(2).toMillis();
		Ask reads = ask.steadily((int) (READS_PER_SECOND * millis / 1000), READS_PER_SECOND);
		return Together.all(fleet.nodes(), (node) -> node.ask(reads)).stream().flatMap(List::stream).toList();
	}

	/**
	 * How many calls there are for each time that the answer was replaced: those that
	 * begin before the model has answered the one before replace the same one.
	 */
	static double perExpiry(List<ModelCall> calls) {
		int expiries = 0;
		long last = calls.getFirst().micros();
		for (ModelCall call : calls) {
			if (call.micros() - last > MODEL_TIME.toNanos() / 1000) {
				expiries++;
				last = call.micros();
			}
		}
		return (calls.size() - 1.0) / expiries;
	}

}
