package dev.llmcache.benchmarks.speed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.llmcache.benchmarks.Figures;
import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.RedisServer;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * What the cache asks of back ends and of the embedding model for a question that nobody
 * has asked, and what a caller waits for of it.
 */
final class MissPath implements Path {

	private static final int QUESTIONS_PER_ROUND = 80;

	private static final int UNCOUNTED = 40;

	private static final int MOST_ROUND_TRIPS = 3;

	private static final int WORDS = 8;

	private static final int LETTERS = 7;

	@Override
	public void measure(SpeedOptions options, Figures figures) {
		try (RedisServer redis = RedisServer.start();
				PostgresServer postgres = PostgresServer.start();
				ConfigurableApplicationContext uncached = MissApplication.start(redis, postgres, false);
				ConfigurableApplicationContext one = MissApplication.start(redis, postgres, true);
				ConfigurableApplicationContext other = MissApplication.start(redis, postgres, true)) {
			List<String> questions = questions(UNCOUNTED + options.rounds() * QUESTIONS_PER_ROUND);
			questions.subList(0, UNCOUNTED).forEach(new Misses(one)::ask);
			questions.subList(0, UNCOUNTED).forEach(new Misses(uncached)::ask);
			List<String> counted = questions.subList(UNCOUNTED, questions.size());
			Misses misses = new Misses(one);
			Misses calls = new Misses(uncached);
			for (String question : counted) {
				misses.ask(question);
				calls.ask(question);
			}
			report(misses, calls, figures);
			figures.exactly("../hit-embeddings", hitEmbeddings(counted, misses, new Misses(other)), 0);
		}
	}

	// Near for the one, in Redis for the other
	private static int hitEmbeddings(List<String> questions, Misses... instances) {
		return questions.stream()
			.mapToInt((question) -> Arrays.stream(instances).mapToInt((each) -> each.askAgain(question)).sum())
			.sum();
	}

	private static void report(Misses misses, Misses calls, Figures figures) {
		System.err.println(misses.before());
		figures.report("us", misses.medianMicros());
		figures.report("limit-us", calls.medianMicros());
		figures.report("added-us", misses.medianMicros() - calls.medianMicros());
		figures.atMost("round-trips", misses.mostBefore(), MOST_ROUND_TRIPS);
		figures.exactly("round-trips-after", misses.waitedForAfter(), 0);
		figures.exactly("embeddings", misses.embeddedPerMiss(), 1);
	}

	/**
	 * Questions that have no words in common, so that none is near another.
	 * @param count how many
	 * @return the questions
	 */
	private static List<String> questions(int count) {
		Random random = new Random(1);
		List<String> questions = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			StringBuilder question = new StringBuilder();
			for (int letter = 0; letter < WORDS * (LETTERS + 1); letter++) {
				question.append((letter % (LETTERS + 1) == LETTERS) ? ' ' : (char) ('a' + random.nextInt(26)));
			}
			questions.add(question.toString().strip() + "?");
		}
		return questions;
	}

}
