package dev.llmcache.benchmarks.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.llmcache.benchmarks.Benchmark;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.test.servers.PostgresServer;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * What three processes promise together, on a Redis and on a Redis Cluster: both, or the
 * one that the first argument names. The second is the seed of random interleavings.
 */
public final class FleetBenchmark implements Benchmark {

	private static final Duration LAG = Duration.ofMillis(200);

	private static final String CROSSSLOT = "CROSSSLOT";

	@Override
	public void run(List<String> arguments, Figures figures) {
		LoggingSystem.get(FleetBenchmark.class.getClassLoader())
			.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
		List<RedisKind> kinds = arguments.isEmpty() ? List.of(RedisKind.values())
				: List.of(RedisKind.named(arguments.getFirst()));
		long seed = (arguments.size() > 1) ? Long.parseLong(arguments.get(1)) : new Random().nextInt(1_000_000);
		for (RedisKind kind : kinds) {
			try (Servers servers = new Servers(kind.start(), PostgresServer.shared(), new ModelServer())) {
				run(kind, servers, seed, figures.startingWith(kind.named() + "-"));
			}
		}
	}

	private static void run(RedisKind kind, Servers servers, long seed, Figures figures) {
		ErrorCounts errors = new ErrorCounts();
		// The other nodes ask again so late that only a push can tell them in time
		attempt(servers, Map.of("llmcache.invalidation.max-lag", "30s"),
				List.of(new SingleFlight("single-flight", false, false),
						new SingleFlight("single-flight-streamed", true, false),
						new SingleFlight("single-flight-killed", false, true),
						new SingleFlight("single-flight-streamed-killed", true, true), new HotEntry("hot-entry"),
						new PushedInvalidation("invalidation"), new BulkInvalidation("invalidate")),
				figures);
		attempt(servers, Map.of("llmcache.invalidation.strict", "true"), List.of(new StrictReads("strict"),
				new Resurrections("strict", Duration.ZERO, kind.longestPauseMillis(), seed, errors)), figures);
		attempt(servers,
				Map.of("llmcache.invalidation.max-lag", LAG.toMillis() + "ms", "llmcache.invalidation.serve-for",
						LAG.toMillis() + "ms"),
				List.of(new Resurrections("lagging", LAG, kind.longestPauseMillis(), seed, errors)), figures);
		errors.addAll(servers.redis());
		System.err.println("Errors of Redis: " + errors);
		figures.exactly("crossslot-errors", errors.of(CROSSSLOT), 0);
	}

	private static void attempt(Servers servers, Map<String, String> properties, List<Scenario> scenarios,
			Figures figures) {
		try (Fleet fleet = Fleet.start(servers, properties)) {
			for (Scenario scenario : scenarios) {
				attempt(scenario, fleet, figures.startingWith(scenario.name() + "-"));
			}
		}
	}

	// One that fails must not hide what the others show
	private static void attempt(Scenario scenario, Fleet fleet, Figures figures) {
		try {
			scenario.run(fleet, figures);
		}
		catch (RuntimeException ex) {
			ex.printStackTrace();
			figures.exactly("failures", 1, 0);
		}
	}

}
