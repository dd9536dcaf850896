package dev.llmcache.benchmarks.speed;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallersTests {

	@Test
	void allOfThemCountAndHaveDifferentTextsEmbedded() {
		Set<Thread> threads = ConcurrentHashMap.newKeySet();
		Set<String> embedded = ConcurrentHashMap.newKeySet();
		AtomicInteger count = new AtomicInteger();
		Callers callers = new Callers(3, List.of("a", "b"), (text) -> {
			threads.add(Thread.currentThread());
			embedded.add(text);
			count.incrementAndGet();
		});
		double perSecond = callers.perSecond(Duration.ofMillis(50));
		assertThat(threads).hasSize(3);
		assertThat(embedded).containsExactlyInAnyOrder("a", "b");
		assertThat(perSecond).isPositive().isLessThanOrEqualTo(count.get() / 0.05);
	}

}
