package dev.llmcache.benchmarks.edge;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import dev.llmcache.benchmarks.Benchmark;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.test.edge.EdgeApplication.Stack;
import dev.llmcache.test.edge.EdgeSetup;
import dev.llmcache.test.edge.EdgeSetup.Kind;
import dev.llmcache.test.edge.Invalidations;
import dev.llmcache.test.edge.Lifetime;
import dev.llmcache.test.edge.MixedRequests;

/**
 * What a real Varnish and a real nginx serve of an application behind them. The first
 * argument is the seed of which requests are made.
 */
public final class EdgeBenchmark implements Benchmark {

	private static final int REQUESTS = 4000;

	private static final int QUESTIONS = 25;

	private static final int REPEATS = 1000;

	private static final int THREADS = 4;

	private static final Duration TTL = Duration.ofSeconds(10);

	private static final int OBJECTS = 5000;

	private static final int INVALIDATIONS = 210;

	private static final int INTERLEAVINGS = 200;

	private static final int UNKNOWN = 10_000;

	private static final Duration LONGEST_ANSWER = Duration.ofMillis(80);

	private static final Duration SETTLED = Duration.ofMillis(1200);

	@Override
	public void run(List<String> arguments, Figures figures) {
		long seed = arguments.isEmpty() ? new Random().nextInt(1_000_000) : Long.parseLong(arguments.getFirst());
		System.err.println("Seed: " + seed);
		for (Kind kind : Kind.values()) {
			Figures ofKind = figures.startingWith(kind.name().toLowerCase(Locale.ROOT) + "-");
			for (Stack stack : Stack.values()) {
				mix(kind, stack, seed, ofKind);
			}
			repeat(kind, ofKind);
			grow(kind, ofKind);
		}
		invalidate(figures.startingWith("varnish-"), seed);
		guess(figures.startingWith("varnish-"));
	}

	private static void mix(Kind kind, Stack stack, long seed, Figures figures) {
		try (EdgeSetup setup = start(kind, stack)) {
			MixedRequests mixed = MixedRequests.run(setup, REQUESTS, QUESTIONS, seed);
			Figures ofStack = figures.startingWith(stack.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-");
			ofStack.exactly("requests", mixed.requests(), REQUESTS);
			ofStack.exactly("not-public-bodies", mixed.leaks(), 0);
			ofStack.exactly("failures", mixed.errors(), 0);
			// Without hits nothing would have been shown
			ofStack.atLeast("public-hits", mixed.publicHits(), REQUESTS / 20.0);
		}
	}

	private static void repeat(Kind kind, Figures figures) {
		try (EdgeSetup setup = start(kind, Stack.SECURED_SERVLET)) {
			int answered = inThreads(REPEATS, () -> setup.get("/faq?q=again").status() == 200);
			figures.exactly("answered-repeats", answered, REPEATS);
			figures.atMost("responses-of-1000-repeats", (double) setup.application().responses(), 1);
			figures.atMost("model-calls-of-1000-repeats", (double) setup.application().model().calls(), 1);
		}
	}

	private static void grow(Kind kind, Figures figures) {
		try (EdgeSetup setup = start(kind, Stack.SERVLET, "llmcache.policies.public.ttl=" + TTL.toMillis() + "ms",
				"llmcache.policies.public.ttl-jitter=0", "llmcache.edge.min-ttl=1s")) {
			Lifetime lifetime = Lifetime.of(setup, Duration.ofSeconds(4), TTL.multipliedBy(2));
			figures.atLeast("hits-of-an-answer-grown-old", lifetime.hits(), 1);
			figures.atMost("last-hit-after-ttl-of-10-s-ms", (double) lifetime.lastHit().toMillis(),
					TTL.toMillis() + 1000.0);
		}
	}

	private static void invalidate(Figures figures, long seed) {
		try (EdgeSetup setup = start(Kind.VARNISH, Stack.SERVLET)) {
			double[] millis = Invalidations.timesToFresh(setup, OBJECTS, INVALIDATIONS);
			figures.report("invalidation-to-fresh-p50-ms", millis[millis.length / 2]);
			figures.atMost("invalidation-to-fresh-p99-ms", millis[millis.length * 99 / 100], 500);
		}
		try (EdgeSetup setup = slow("500ms")) {
			figures.exactly("stale-of-200-interleavings",
					Invalidations.stale(setup, INTERLEAVINGS, LONGEST_ANSWER, SETTLED, seed), 0);
		}
		try (EdgeSetup setup = slow("1h")) {
			figures.report("stale-of-200-interleavings-without-second-purge",
					Invalidations.stale(setup, INTERLEAVINGS, LONGEST_ANSWER, SETTLED, seed));
		}
	}

	private static void guess(Figures figures) {
		try (EdgeSetup setup = start(Kind.VARNISH, Stack.SERVLET)) {
			int refused = inThreads(UNKNOWN, () -> {
				String id = (UUID.randomUUID().toString() + UUID.randomUUID()).substring(0, 64);
				return setup.get("/answers/" + id).status() == 404;
			});
			figures.exactly("unknown-addresses-not-found", refused, UNKNOWN);
			figures.exactly("model-calls-for-10000-unknown-addresses", setup.application().model().calls(), 0);
		}
	}

	private static EdgeSetup slow(String secondPurgeAfter) {
		return EdgeSetup.start(Kind.VARNISH, Stack.SERVLET, LONGEST_ANSWER, "llmcache.invalidation.max-lag=100ms",
				"llmcache.edge.second-purge-after=" + secondPurgeAfter, "logging.level.root=off",
				"logging.level.org=off");
	}

	// What the application logs of failures that are part of it is not for this output
	private static EdgeSetup start(Kind kind, Stack stack, String... settings) {
		String[] all = Arrays.copyOf(settings, settings.length + 2);
		all[settings.length] = "logging.level.root=off";
		all[settings.length + 1] = "logging.level.org=off";
		return EdgeSetup.start(kind, stack, all);
	}

	private static int inThreads(int times, BooleanSupplier one) {
		AtomicInteger done = new AtomicInteger();
		try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
			for (int i = 0; i < times; i++) {
				threads.execute(() -> {
					if (one.getAsBoolean()) {
						done.incrementAndGet();
					}
				});
			}
		}
		return done.get();
	}

}
