package dev.llmcache.benchmarks.speed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.llmcache.benchmarks.Figures;
import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.RedisServer;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * What the cache asks of back ends and of the embedding model for a question that nobody
 * has asked, and what of it the caller waits for.
 */
final class MissPath implements Path {

	private static final int QUESTIONS_PER_ROUND = 60;

	private static final int QUESTIONS_AT_ONCE = 10;

	/** Longer than a machine that is busy begins something later than it might. */
	private static final long DELAY_MS = 25;

	private static final int MOST_ROUND_TRIPS = 3;

	private static final int WORDS = 8;

	private static final int LETTERS = 7;

	@Override
	public void measure(SpeedOptions options, Figures figures) {
		int count = options.rounds() * QUESTIONS_PER_ROUND;
		try (RedisServer redis = RedisServer.start();
				PostgresServer postgres = PostgresServer.start();
				ConfigurableApplicationContext without = MissApplication.start(redis, postgres, false);
				ConfigurableApplicationContext one = MissApplication.start(redis, postgres, true);
				ConfigurableApplicationContext other = MissApplication.start(redis, postgres, true)) {
			Random random = new Random(1);
			warmUp(new Misses(one, 0), new Misses(without, 0), random, Duration.ofSeconds(options.seconds()));
			Misses misses = new Misses(one, 0);
			Misses calls = new Misses(without, 0);
			compare(misses, calls, questions(count, random));
			Misses delayed = new Misses(one, DELAY_MS);
			List<String> asked = questions(count, random);
			asked.forEach(delayed::ask);
			reportTimes(misses, calls, figures);
			figures.atMost("round-trips", delayed.longest().size(), MOST_ROUND_TRIPS);
			figures.exactly("round-trips-after", misses.waitedForAfter() + delayed.waitedForAfter(), 0);
			figures.exactly("embeddings", (misses.embeddings() + delayed.embeddings()) / 2, 1);
			figures.exactly("near-hit-embeddings", again(one, asked), 0);
			figures.exactly("redis-hit-embeddings", again(other, asked), 0);
			if (delayed.longest().size() > MOST_ROUND_TRIPS) {
				System.err.println("Waited for, one after the other: " + delayed.longest());
			}
		}
	}

	private static void reportTimes(Misses misses, Misses calls, Figures figures) {
		figures.report("us", misses.micros());
		figures.report("limit-us", calls.micros());
		figures.report("added-us", misses.micros() - calls.micros());
		figures.report("added-after-us", misses.microsAfter() - calls.microsAfter());
	}

	private static void warmUp(Misses misses, Misses calls, Random random, Duration time) {
		long end = System.nanoTime() + time.toNanos();
		while (System.nanoTime() - end < 0) {
			compare(misses, calls, questions(QUESTIONS_AT_ONCE, random));
		}
	}

	private static void compare(Misses misses, Misses calls, List<String> questions) {
		for (String question : questions) {
			misses.ask(question);
			calls.askModel(question);
		}
	}

	private static double again(ConfigurableApplicationContext instance, List<String> questions) {
		Misses again = new Misses(instance, 0);
		questions.forEach(again::askAgain);
		return again.embeddings();
	}

	// Of words that no two have in common, so that none is near another
	private static List<String> questions(int count, Random random) {
		List<String> questions = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			questions.add(IntStream.range(0, WORDS).mapToObj((word) -> word(random)).collect(Collectors.joining(" ")));
		}
		return questions;
	}

	private static String word(Random random) {
		return random.ints(LETTERS, 'a', 'z' + 1)
			.mapToObj((letter) -> String.valueOf((char) letter))
			.collect(Collectors.joining());
	}

}
