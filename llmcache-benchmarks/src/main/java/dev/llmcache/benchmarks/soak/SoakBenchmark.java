package dev.llmcache.benchmarks.soak;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToDoubleFunction;

import dev.llmcache.benchmarks.ApplicationProcess;
import dev.llmcache.benchmarks.Benchmark;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.benchmarks.soak.node.Reading;
import dev.llmcache.benchmarks.soak.node.SoakNode;
import dev.llmcache.benchmarks.soak.node.SoakReport;
import dev.llmcache.benchmarks.soak.node.Span;
import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.RedisServer;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Whether an application with a small heap grows while all kinds of calls go through all
 * layers.
 */
public final class SoakBenchmark implements Benchmark {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final List<String> OPTIONS = List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=128m");

	private static final String PATIENCE = "2s";

	private static final double CALLS = 100_000;

	private static final double KILOBYTE = 1024;

	private static final double MOST_KILOBYTES = 1024;

	/** Threads, or open files, of pools that are not yet as large as they may get. */
	private static final double MOST_POOLED = 3;

	@Override
	public void run(List<String> arguments, Figures all) {
		Span span = SoakOptions.parse(arguments);
		Figures figures = all.startingWith("soak-");
		LoggingSystem.get(SoakBenchmark.class.getClassLoader())
			.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
		try (RedisServer redis = RedisServer.start();
				PostgresServer postgres = PostgresServer.start();
				ApplicationProcess node = ApplicationProcess.start("soak", SoakNode.class, OPTIONS, logs(),
						properties(redis, postgres))) {
			node.awaitReady();
			node.post(SoakNode.BEGIN, JSON.writeValueAsBytes(span));
			SoakReport report = Awaitility.await()
				.forever()
				.pollInterval(Duration.ofSeconds(1))
				.until(() -> JSON.readValue(node.post(SoakNode.REPORT, new byte[0]), SoakReport.class),
						SoakReport::done);
			print(report, figures);
		}
	}

	private static Map<String, String> properties(RedisServer redis, PostgresServer postgres) {
		Map<String, String> properties = new HashMap<>();
		properties.put("spring.main.banner-mode", "off");
		properties.put("spring.data.redis.repositories.enabled", "false");
		properties.put("spring.data.redis.url", redis.uri());
		properties.put("spring.datasource.url", postgres.jdbcUrl());
		properties.put("spring.datasource.username", postgres.user());
		properties.put("spring.datasource.password", postgres.password());
		properties.put("logging.level.org.springframework.ai.chat.model.MessageAggregator", "OFF");
		properties.put("llmcache.key", "0123456789abcdef0123456789abcdef");
		properties.put("llmcache.namespace", UUID.randomUUID().toString());
		properties.put("llmcache.initialize-schema", "always");
		properties.put("llmcache.exact.store", "redis");
		properties.put("llmcache.semantic.store", "pgvector");
		// Callers, servers and the collector share few cores
		properties.put("llmcache.exact.timeout", PATIENCE);
		properties.put("llmcache.exact.redis.timeout", PATIENCE);
		properties.put("llmcache.semantic.timeout", PATIENCE);
		properties.put("llmcache.semantic.pgvector.timeout", PATIENCE);
		// Full soon, so that what is measured is a steady state
		properties.put("llmcache.exact.max-size", "1MB");
		properties.put("llmcache.embedding.max-size", "1MB");
		properties.put("llmcache.sweep.interval", "5s");
		properties.put("llmcache.defaults.ttl", "60s");
		properties.put("llmcache.defaults.refresh.per-minute", "100000");
		properties.put("llmcache.policies.fleeting.ttl", "1s");
		properties.put("llmcache.policies.fleeting.stale-for", "1m");
		return properties;
	}

	private static void print(SoakReport report, Figures figures) {
		report.errors().forEach(System.err::println);
		report.readings().forEach(System.err::println);
		figures.atLeast("calls", report.count("calls"), 1);
		figures.exactly("errors", report.count("errors"), 0);
		figures.exactly("wrong-answers", report.count("wrong-answers"), 0);
		for (String kind : List.of("exact-hits", "semantic-hits", "stale-hits", "misses", "model-failures",
				"invalidations", "erasures")) {
			figures.atLeast(kind, report.count(kind), 1);
		}
		figures.report("coalesced", report.count("coalesced"));
		figures.exactly("bypasses", report.count("bypasses"), 0);
		List<Reading> readings = report.readings();
		growth(figures, "heap-kb", readings, (reading) -> reading.heapBytes() / KILOBYTE, MOST_KILOBYTES);
		growth(figures, "direct-kb", readings, (reading) -> reading.directBytes() / KILOBYTE, MOST_KILOBYTES);
		growth(figures, "threads", readings, Reading::threads, MOST_POOLED);
		growth(figures, "open-files", readings, Reading::files, MOST_POOLED);
	}

	private static void growth(Figures figures, String name, List<Reading> readings, ToDoubleFunction<Reading> value,
			double limit) {
		Slope slope = Slope.of(readings, value);
		figures.report(name, value.applyAsDouble(readings.getLast()));
		figures.report(name + "-per-100k-calls", slope.median() * CALLS);
		figures.atMost(name + "-growth", Math.max(0, slope.least() * slope.calls()), limit);
	}

	/** Directory of what the application prints. */
	private static Path logs() {
		try {
			Path classes = Path.of(SoakNode.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			return classes.resolveSibling("soak");
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
