package dev.llmcache.benchmarks.isolation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.policy.OwnerKind;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;

/**
 * How long one tenant waits for answers that another was given, and that nobody was.
 *
 * @param client whom both ask
 * @param instance whose client it is
 * @param random draws questions, and in which order they are asked
 */
record MissTimes(ChatClient client, Instance instance, Random random) {

	private static final Caller ONE = new Caller(OwnerKind.TENANT, "acme", "ada");

	private static final Caller OTHER = new Caller(OwnerKind.TENANT, "globex", "eve");

	private static final int WORDS = 6;

	private static final int LETTERS = 7;

	/**
	 * Times of both kinds, in no order, one call after another on this thread. All wait
	 * for the model, and none leaves an answer behind.
	 * @param size how many of each kind
	 */
	TwoSamples sample(int size) {
		List<String> questions = IntStream.range(0, 2 * size).mapToObj((i) -> question()).toList();
		List<String> asked = questions.subList(0, size);
		asked.forEach((question) -> expect(Status.MISS, ONE, question, this.client.prompt()));
		this.instance.awaitWritten();
		expect(Status.HIT, ONE, asked.getFirst(), this.client.prompt());
		expect(Status.HIT, ONE, asked.getLast(), this.client.prompt());
		List<Integer> order = new ArrayList<>(IntStream.range(0, 2 * size).boxed().toList());
		Collections.shuffle(order, this.random);
		double[] nanos = new double[2 * size];
		for (int number : order) {
			nanos[number] = nanosOfMiss(questions.get(number));
		}
		return new TwoSamples(Arrays.copyOfRange(nanos, 0, size), Arrays.copyOfRange(nanos, size, 2 * size));
	}

	/**
	 * Leaves some answers behind, so that the other has a scope to search.
	 */
	void settle(int answers) {
		for (int i = 0; i < answers; i++) {
			expect(Status.MISS, OTHER, question(), this.client.prompt());
		}
		this.instance.awaitWritten();
	}

	private double nanosOfMiss(String question) {
		// A string that was hashed before would be faster
		String fresh = new String(question.toCharArray());
		ChatClientRequestSpec call = this.client.prompt().advisors(LlmCacheParams.noStore());
		long start = System.nanoTime();
		expect(Status.MISS, OTHER, fresh, call);
		return System.nanoTime() - start;
	}

	private static void expect(Status expected, Caller caller, String question, ChatClientRequestSpec call) {
		CacheOutcome outcome = CacheOutcome
			.from(call.user(question).advisors(caller.parameters()).call().chatClientResponse().context());
		if (Objects.requireNonNull(outcome).status() != expected) {
			throw new IllegalStateException("Neither seen nor timed as it should be: " + outcome);
		}
	}

	// Of words that no other has, and as long as any other
	private String question() {
		return IntStream.range(0, WORDS).mapToObj((i) -> word()).collect(Collectors.joining(" ", "", "?"));
	}

	private String word() {
		return this.random.ints(LETTERS, 'a', 'z' + 1).mapToObj(Character::toString).collect(Collectors.joining());
	}

}
