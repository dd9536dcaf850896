package dev.llmcache.benchmarks.isolation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.Benchmark;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.RedisServer;

/**
 * Answers that are served to somebody for whom they were not made, and whether one can
 * tell by the time of a call what another has asked.
 */
public final class IsolationBenchmark implements Benchmark {

	private static final List<SetUp> ASKED = List.of(SetUp.LUCENE, SetUp.SHARED);

	private static final List<SetUp> TIMED = List.of(SetUp.NEAR, SetUp.REDIS, SetUp.LUCENE, SetUp.PGVECTOR,
			SetUp.EMBEDDING);

	private static final int SHARING = 2;

	@Override
	public void run(List<String> arguments, Figures figures) {
		IsolationOptions options = IsolationOptions.parse(arguments);
		try (RedisServer redis = RedisServer.start(); PostgresServer postgres = PostgresServer.start()) {
			for (SetUp setUp : (options.lookups() > 0) ? ASKED : List.<SetUp>of()) {
				ask(setUp, options, redis, postgres, figures.startingWith("isolation-" + name(setUp) + "-"));
			}
			for (SetUp setUp : (options.repeats() > 0) ? TIMED : List.<SetUp>of()) {
				try (Instance instance = Instance.start(setUp.properties(), redis, postgres)) {
					new Timing(options).measure(instance, figures.startingWith("isolation-time-" + name(setUp) + "-"));
				}
			}
		}
	}

	private static void ask(SetUp setUp, IsolationOptions options, RedisServer redis, PostgresServer postgres,
			Figures figures) {
		Map<String, String> properties = setUp.properties();
		Tally tally = new Tally();
		List<Instance> instances = Stream.generate(() -> Instance.start(properties, redis, postgres))
			.limit((setUp == SetUp.SHARED) ? SHARING : 1)
			.toList();
		try {
			new Crowd(instances, options.tenants(), tally).ask(options.lookups() / ASKED.size(), options.seed());
			tally.report(figures);
			figures.report("redis-hits", (double) instances.stream().mapToLong((one) -> one.hits("exact-redis")).sum());
			figures.report("model-calls", (double) instances.stream().mapToLong(Instance::modelCalls).sum());
		}
		finally {
			instances.forEach(Instance::close);
		}
	}

	private static String name(SetUp setUp) {
		return setUp.name().toLowerCase(Locale.ROOT);
	}

}
