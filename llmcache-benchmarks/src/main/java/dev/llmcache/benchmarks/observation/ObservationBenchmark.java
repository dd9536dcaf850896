package dev.llmcache.benchmarks.observation;

import java.util.Arrays;
import java.util.List;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.benchmarks.Benchmark;
import dev.llmcache.benchmarks.Figures;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What counting, meters and traces add to a whole call of a chat client that the near
 * cache answers, with a Prometheus registry, against the same call of a cache that tells
 * nobody. The two take turns, so that whatever else the machine does falls on both.
 */
public final class ObservationBenchmark implements Benchmark {

	private static final String[] PROPERTIES = { "llmcache.semantic.enabled=false", "llmcache.tenancy=single",
			"spring.main.banner-mode=off" };

	private static final String QUESTION = "When do you open on a holiday that falls on a Monday?";

	private static final int CALLS = 200;

	private static final int WARM_UP = 300;

	private static final int ROUNDS = 500;

	private static final double MOST_PERCENT = 5;

	@Override
	public void run(List<String> arguments, Figures figures) {
		try (ConfigurableApplicationContext telling = desk("desk.silent=false");
				ConfigurableApplicationContext silent = desk("desk.silent=true")) {
			ChatClient told = telling.getBean(ChatClient.class);
			ChatClient untold = silent.getBean(ChatClient.class);
			double[] with = new double[ROUNDS];
			double[] without = new double[ROUNDS];
			for (int i = -WARM_UP; i < ROUNDS; i++) {
				boolean first = i % 2 == 0;
				double one = microseconds(first ? told : untold);
				double other = microseconds(first ? untold : told);
				with[Math.max(i, 0)] = first ? one : other;
				without[Math.max(i, 0)] = first ? other : one;
			}
			double withMedian = median(with);
			double withoutMedian = median(without);
			figures.report("call-told-of-us", withMedian);
			figures.report("call-untold-us", withoutMedian);
			figures.atMost("observation-overhead-percent", 100 * (withMedian / withoutMedian - 1), MOST_PERCENT);
		}
	}

	private static ConfigurableApplicationContext desk(String property) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Desk.class).web(WebApplicationType.NONE)
			.properties(PROPERTIES)
			.properties(property)
			.run();
		ChatClient client = context.getBean(ChatClient.class);
		client.prompt(QUESTION).call().content();
		CacheOutcome outcome = CacheOutcome.from(client.prompt(QUESTION).call().chatClientResponse().context());
		if (outcome == null || outcome.status() != Status.HIT) {
			throw new IllegalStateException("Not answered from the cache: " + outcome);
		}
		return context;
	}

	private static double microseconds(ChatClient client) {
		long start = System.nanoTime();
		for (int i = 0; i < CALLS; i++) {
			client.prompt(QUESTION).call().content();
		}
		return (System.nanoTime() - start) / 1e3 / CALLS;
	}

	private static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

}
