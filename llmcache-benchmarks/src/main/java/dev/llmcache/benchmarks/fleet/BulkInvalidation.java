package dev.llmcache.benchmarks.fleet;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.Figures;
import dev.llmcache.benchmarks.fleet.node.Ask;
import dev.llmcache.benchmarks.fleet.node.Invalidated;
import dev.llmcache.benchmarks.fleet.node.Reply;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import org.awaitility.Awaitility;

/**
 * How much longer it takes to invalidate a tag of a million answers than one of ten.
 * <p>
 * Each of the million bears all tags of the one kind, so that there are a million for
 * each of the measured invalidations.
 */
record BulkInvalidation(String name) implements Scenario {

	private static final int TAGS = 15;

	private static final int FEW = 10;

	private static final int MANY = 1_000_000;

	private static final int PER_SCRIPT = 10_000;

	private static final double LIMIT_RATIO = 2;

	/** Writes the same answer many times, into the slot of the first key. */
	private static final String COPY = """
			for i = 1, tonumber(ARGV[2]) do
				redis.call('SET', KEYS[1] .. ARGV[3] .. '-' .. i, ARGV[1], 'PX', 3600000)
			end""";

	@Override
	public void run(Fleet fleet, Figures figures) {
		fleet.model().answersIn(Duration.ZERO);
		String[] few = tags("few");
		String[] many = tags("many");
		List<Ask> answers = asks(few);
		List<Ask> copied = asks(many);
		ask(fleet, answers);
		// Nobody needs a million copies on disk
		fleet.redis().askAll((master) -> master.configSet("appendonly", "no"));
		copy(fleet, copied);
		requireFromCache(true, ask(fleet, copied));
		IntStream.range(0, 2 * TAGS).forEach((i) -> fleet.node(0).invalidate("none"));
		double[] ofFew = new double[TAGS];
		double[] ofMany = new double[TAGS];
		for (int i = 0; i < TAGS; i++) {
			ofFew[i] = micros(fleet, few[i]);
			ofMany[i] = micros(fleet, many[i]);
		}
		requireFromCache(false, ask(fleet, copied));
		figures.atMost("1m-to-10-ratio",
				PushedInvalidation.percentile(ofMany, 50) / PushedInvalidation.percentile(ofFew, 50), LIMIT_RATIO);
		fleet.redis().askAll(RedisCommands::flushall);
		fleet.redis().askAll((master) -> master.configSet("appendonly", "yes"));
	}

	private static String[] tags(String kind) {
		return IntStream.range(0, TAGS).mapToObj((i) -> kind + "-" + i).toArray(String[]::new);
	}

	private static List<Ask> asks(String[] tags) {
		return Stream.generate(() -> Ask.once("Who packed crate %s?".formatted(UUID.randomUUID()), Fleet.STEADY, tags))
			.limit(FEW)
			.toList();
	}

	private static List<Reply> ask(Fleet fleet, List<Ask> asks) {
		return asks.stream().flatMap((ask) -> fleet.node(0).ask(ask).stream()).toList();
	}

	private static void requireFromCache(boolean expected, List<Reply> replies) {
		if (replies.stream().anyMatch((reply) -> reply.isFromCache() != expected)) {
			throw new IllegalStateException("Served from the cache: " + !expected);
		}
	}

	private static double micros(Fleet fleet, String tag) {
		Invalidated outcome = fleet.node(0).invalidate(tag);
		if (outcome.isFailed()) {
			throw new IllegalStateException("Not invalidated: " + outcome);
		}
		return outcome.nanos() / 1000.0;
	}

	/**
	 * Has the answers stored, and one of them copied until there are a million.
	 */
	private static void copy(Fleet fleet, List<Ask> answers) {
		SharedRedis redis = fleet.redis();
		Set<String> before = redis.answers().keySet();
		ask(fleet, answers);
		byte[] record = Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
			Map<String, byte[]> stored = redis.answers();
			stored.keySet().removeAll(before);
			return stored;
		}, (stored) -> stored.size() == FEW).values().iterator().next();
		int each = Math.ceilDiv(MANY - FEW, redis.masters());
		for (int master = 0; master < redis.masters(); master++) {
			byte[][] key = { bytes(SharedRedis.ANSWERS + redis.slotOf(master)) };
			redis.ask(master, (commands) -> {
				for (int start = 0; start < each; start += PER_SCRIPT) {
					commands.eval(COPY, ScriptOutputType.STATUS, key, record,
							bytes(String.valueOf(Math.min(PER_SCRIPT, each - start))), bytes(String.valueOf(start)));
				}
				return each;
			});
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
