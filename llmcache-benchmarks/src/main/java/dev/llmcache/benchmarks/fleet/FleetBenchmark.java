package dev.llmcache.benchmarks.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.llmcache.benchmarks.Benchmark;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.test.servers.PostgresServer;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.util.FileSystemUtils;

/**
 * What three processes promise together, on a Redis and on a Redis Cluster: both, or the
 * one that the first argument names. The second is the seed of random interleavings.
 */
public final class FleetBenchmark implements Benchmark {

	private static final String LAG_PROPERTY = "llmcache.invalidation.max-lag";

	private static final String SERVE_PROPERTY = "llmcache.invalidation.serve-for";

	private static final String AUTHORITY_PROPERTY = "llmcache.invalidation.authority";

	private static final String STRICT_PROPERTY = "llmcache.invalidation.strict";

	private static final Duration LAG = Duration.ofMillis(200);

	@Override
	public void run(List<String> arguments, Figures figures) {
		LoggingSystem.get(FleetBenchmark.class.getClassLoader())
			.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
		List<RedisKind> kinds = arguments.isEmpty() ? List.of(RedisKind.values())
				: List.of(RedisKind.named(arguments.getFirst()));
		long seed = (arguments.size() > 1) ? Long.parseLong(arguments.get(1)) : new Random().nextInt(1_000_000);
		System.err.println("Seed: " + seed);
		forgetLogs();
		for (RedisKind kind : kinds) {
			try (Servers servers = new Servers(kind.start(), PostgresServer.shared(), new ModelServer())) {
				run(kind, servers, seed, figures.startingWith(kind.named() + "-"));
			}
		}
	}

	private static void forgetLogs() {
		try {
			FileSystemUtils.deleteRecursively(Fleet.logs());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void run(RedisKind kind, Servers servers, long seed, Figures figures) {
		ErrorCounts errors = new ErrorCounts();
		Random seeds = new Random(seed);
		// The other nodes read again so late that only a push can tell them in time
		attempt(servers, Map.of(LAG_PROPERTY, "30s"),
				List.of(new SingleFlight("single-flight", false, false),
						new SingleFlight("single-flight-streamed", true, false),
						new SingleFlight("single-flight-killed", false, true),
						new SingleFlight("single-flight-streamed-killed", true, true), new HotEntry("hot"),
						new PushedInvalidation("invalidation"), new BulkInvalidation("invalidate")),
				figures);
		attempt(servers, Map.of(STRICT_PROPERTY, "true"),
				List.of(new StrictReads("strict"), resurrections("strict", Duration.ZERO, kind, seeds, errors)),
				figures);
		attempt(servers, Map.of(LAG_PROPERTY, LAG.toMillis() + "ms", SERVE_PROPERTY, LAG.toMillis() + "ms"),
				List.of(resurrections("lagging", LAG, kind, seeds, errors)), figures);
		attempt(servers, Map.of(AUTHORITY_PROPERTY, "pgvector", LAG_PROPERTY, "30s"),
				List.of(new PushedInvalidation("pgvector-invalidation")), figures);
		attempt(servers, Map.of(AUTHORITY_PROPERTY, "pgvector", STRICT_PROPERTY, "true"),
				List.of(resurrections("pgvector-strict", Duration.ZERO, kind, seeds, errors)), figures);
		errors.addAll(servers.redis());
		System.err.println("Errors of Redis: " + errors);
		figures.exactly("crossslot-errors", errors.crossSlot(), 0);
		figures.exactly("other-redis-errors", errors.others(), 0);
	}

	private static Scenario resurrections(String name, Duration lag, RedisKind kind, Random seeds, ErrorCounts errors) {
		return new Resurrections(name, lag, kind.longestPauseMillis(), seeds.nextLong(), errors);
	}

	private static void attempt(Servers servers, Map<String, String> properties, List<Scenario> scenarios,
			Figures figures) {
		try (Fleet fleet = Fleet.start(servers, properties)) {
			for (Scenario scenario : scenarios) {
				attempt(scenario, fleet, figures.startingWith(scenario.name() + "-"));
			}
		}
		catch (RuntimeException ex) {
			ex.printStackTrace();
			figures.exactly(scenarios.getFirst().name() + "-fleet-failures", 1, 0);
		}
	}

	// One that fails must not hide what the others show
	private static void attempt(Scenario scenario, Fleet fleet, Figures figures) {
		long start = System.nanoTime();
		try {
			scenario.run(fleet, figures);
			System.err.printf("%s: %.1f s%n", scenario.name(), (System.nanoTime() - start) / 1e9);
		}
		catch (RuntimeException ex) {
			ex.printStackTrace();
			figures.exactly("failures", 1, 0);
		}
	}

}
