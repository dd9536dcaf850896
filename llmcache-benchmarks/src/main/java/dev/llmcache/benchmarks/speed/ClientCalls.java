package dev.llmcache.benchmarks.speed;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * Whole calls of a chat client on one thread.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ClientCalls {

	@Benchmark
	public @Nullable String cached(CachedClient application) {
		return application.client.prompt().user(Application.QUESTION).call().content();
	}

	@Benchmark
	public @Nullable String uncached(UncachedClient application) {
		return application.client.prompt().user(Application.QUESTION).call().content();
	}

}
