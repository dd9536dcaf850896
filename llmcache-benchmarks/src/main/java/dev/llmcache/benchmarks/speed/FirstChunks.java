package dev.llmcache.benchmarks.speed;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * Streams of a chat client until their first chunk, after which they are cancelled.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FirstChunks {

	@Benchmark
	public @Nullable String cached(CachedClient application) {
		return application.client.prompt().user(Application.QUESTION).stream().content().blockFirst();
	}

	@Benchmark
	public @Nullable String uncached(UncachedClient application) {
		return application.client.prompt().user(Application.QUESTION).stream().content().blockFirst();
	}

}
