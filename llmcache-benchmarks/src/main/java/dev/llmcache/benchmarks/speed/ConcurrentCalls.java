package dev.llmcache.benchmarks.speed;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;

import org.springframework.ai.chat.client.ChatClient;

/**
 * Calls of many virtual threads on all cores, which make way for one another after each
 * as they would to wait for their own callers.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ConcurrentCalls {

	private static final int CALLERS = 200;

	private static final int CALLS = 50;

	@Benchmark
	@OperationsPerInvocation(CALLERS * CALLS)
	public void cached(CachedClient application, Blackhole answers) {
		call(application.client, answers);
	}

	@Benchmark
	@OperationsPerInvocation(CALLERS * CALLS)
	public void uncached(UncachedClient application, Blackhole answers) {
		call(application.client, answers);
	}

	// Or the first would have ended before the last begins
	@SuppressWarnings("ThreadPriorityCheck")
	private static void call(ChatClient client, Blackhole answers) {
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int caller = 0; caller < CALLERS; caller++) {
				callers.execute(() -> {
					for (int call = 0; call < CALLS; call++) {
						answers.consume(client.prompt().user(Application.QUESTION).call().content());
						Thread.yield();
					}
				});
			}
		}
	}

}
