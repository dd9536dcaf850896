package dev.llmcache.benchmarks.speed;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

import org.springframework.ai.chat.client.ChatClientResponse;

/**
 * Answers that the advisor finds in the near cache.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class NearHits {

	@Benchmark
	public ChatClientResponse advisor(AdvisedHit hit) {
		return hit.make();
	}

	@Benchmark
	public @Nullable Object limit(LeastWork work) {
		return work.doIt();
	}

}
