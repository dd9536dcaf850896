package dev.llmcache.benchmarks.growth;

import java.util.Random;
import java.util.stream.IntStream;

import dev.llmcache.benchmarks.speed.AdvisedCall;
import dev.llmcache.benchmarks.speed.Application;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Answers in the memory of an application, each to another question.
 */
final class NearEntries implements AutoCloseable {

	/** What an answer takes in memory, with some to spare. */
	private static final long BYTES = 2_000;

	private final Random random = new Random(1);

	private final int entries;

	private final ConfigurableApplicationContext context;

	private final AdvisedCall call;

	/**
	 * Starts the application and asks it everything.
	 * @param entries how many questions
	 */
	NearEntries(int entries) {
		this.entries = entries;
		this.context = Application.start("llmcache.exact.max-size=" + (entries * BYTES + (64 << 20)) + "B");
		ChatClient client = this.context.getBean(ChatClient.class);
		IntStream.range(0, entries)
			.parallel()
			.forEach((number) -> client.prompt().user(question(number)).call().content());
		this.call = AdvisedCall.of(client);
	}

	/**
	 * Whether as many fit into half of the heap.
	 * @param entries how many
	 * @return whether they do
	 */
	static boolean fit(int entries) {
		return entries * BYTES <= Runtime.getRuntime().maxMemory() / 2;
	}

	private static String question(int number) {
		return "When do you open on a holiday that falls on a Monday? I ask for order " + number + '.';
	}

	/**
	 * Another of the questions.
	 * @return asks it at the advisor
	 */
	Runnable hit() {
		return this.call.asking(question(this.random.nextInt(this.entries)))::makeHit;
	}

	@Override
	public void close() {
		this.context.close();
	}

}
