package dev.llmcache.benchmarks.speed;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.llmcache.benchmarks.Figures;
import dev.llmcache.test.servers.RedisServer;
import io.micrometer.observation.Observation;

/**
 * Hit in Redis at the store, against the same bytes read by plain Lettuce.
 */
final class RedisPath implements Path {

	private static final double MEDIAN = 0.50;

	private static final double NEARLY_ALL = 0.99;

	private static final double MOST = 1.20;

	private static final double MOST_OF_NEARLY_ALL = 1.5;

	@Override
	public void measure(SpeedOptions options, Figures figures) {
		try (RedisServer redis = RedisServer.start();
				RedisHit hit = new RedisHit(redis, false);
				RedisHit strict = new RedisHit(redis, true);
				PipelinedReads reads = new PipelinedReads(redis, hit.name(), hit.stamps())) {
			Map<String, Runnable> sides = new LinkedHashMap<>();
			sides.put("store", hit::read);
			sides.put("limit", () -> requireFound(reads.read()));
			sides.put("get", () -> requireFound(reads.readRecord()));
			sides.put("advisor", () -> hit.call().make());
			sides.put("strict", strict::read);
			report(timed(hit, sides, options), figures);
		}
	}

	private static Turns timed(RedisHit hit, Map<String, Runnable> sides, SpeedOptions options) {
		Observation.Scope observed = hit.call().observed();
		try {
			return Turns.of(sides, options.rounds(), Duration.ofSeconds(options.seconds()));
		}
		finally {
			observed.close();
		}
	}

	private static void requireFound(boolean found) {
		if (!found) {
			throw new IllegalStateException("What the cache stored is not in Redis any more");
		}
	}

	private static void report(Turns turns, Figures figures) {
		figures.report("us", turns.micros("store", MEDIAN));
		figures.report("limit-us", turns.micros("limit", MEDIAN));
		figures.report("p99-us", turns.micros("store", NEARLY_ALL));
		figures.report("limit-p99-us", turns.micros("limit", NEARLY_ALL));
		figures.report("get-us", turns.micros("get", MEDIAN));
		figures.report("strict-us", turns.micros("strict", MEDIAN));
		figures.report("advisor-us", turns.micros("advisor", MEDIAN));
		figures.atMost("ratio", turns.micros("store", MEDIAN) / turns.micros("limit", MEDIAN), MOST);
		figures.atMost("p99-ratio", turns.micros("store", NEARLY_ALL) / turns.micros("limit", NEARLY_ALL),
				MOST_OF_NEARLY_ALL);
	}

}
