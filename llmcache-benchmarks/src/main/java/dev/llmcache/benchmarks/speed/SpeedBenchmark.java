package dev.llmcache.benchmarks.speed;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.llmcache.benchmarks.Benchmark;
import dev.llmcache.benchmarks.Figures;

/**
 * Measures each way through the cache and, in the same run, the least that it could take.
 */
public final class SpeedBenchmark implements Benchmark {

	private static final Map<String, Path> PATHS = new TreeMap<>(Map.of("near-hit", new NearHitPath(), "chat-client",
			new ClientPath(ClientCalls.class), "stream", new ClientPath(FirstChunks.class), "throughput",
			new ThroughputPath(), "redis", new RedisPath(), "miss", new MissPath(), "start-up", new StartUpPath(),
			"lucene", new LucenePath(), "pgvector", new PgvectorPath(), "embedding", new EmbeddingPath()));

	@Override
	public void run(List<String> arguments, Figures figures) {
		SpeedOptions options = SpeedOptions.parse(arguments, PATHS.keySet());
		PATHS.forEach((name, path) -> {
			if (options.includes(name)) {
				path.measure(options, figures.startingWith(name + "-"));
			}
		});
	}

}
