package dev.llmcache.benchmarks.speed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.Layer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.context.ApplicationContext;

/**
 * Questions that one caller asks an instance one after the other, called and streamed
 * alternately, each once all is written that the one before has left behind.
 */
final class Misses {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Duration PAUSE = Duration.ofMillis(1);

	private static final double NANOS_PER_MICRO = 1_000;

	private final ChatClient client;

	private final BackEndCalls calls;

	private final CountedEmbeddings embeddings;

	private final long delayMs;

	private final List<Long> nanoseconds = new ArrayList<>();

	private final List<Long> nanosecondsAfter = new ArrayList<>();

	private List<String> longest = List.of();

	private int waitedForAfter;

	private int embedded;

	/**
	 * Begins to ask.
	 * @param instance whom
	 * @param delayMs how long each back end takes longer for what comes before the model
	 */
	Misses(ApplicationContext instance, long delayMs) {
		this.client = instance.getBean(ChatClient.class);
		this.calls = instance.getBean(BackEndCalls.class);
		this.embeddings = instance.getBean(CountedEmbeddings.class);
		this.delayMs = delayMs;
	}

	/**
	 * Asks an instance with the cache what nobody has asked.
	 * @param question the question
	 */
	void ask(String question) {
		int before = this.embeddings.count();
		askModel(question);
		Awaitility.await().atMost(PATIENCE).pollDelay(PAUSE).pollInterval(PAUSE).until(this.calls::isWritten);
		this.embedded += this.embeddings.count() - before;
		List<String> sequential = this.calls.sequential();
		this.longest = (sequential.size() > this.longest.size()) ? sequential : this.longest;
		this.waitedForAfter += this.calls.waitedForAfter().size();
	}

	/**
	 * Asks an instance without the cache.
	 * @param question the question
	 */
	void askModel(String question) {
		call(question);
		if (this.calls.modelCalls() != 1) {
			throw new IllegalStateException("The model was asked %d times".formatted(this.calls.modelCalls()));
		}
	}

	/**
	 * Asks an instance with the cache what was asked before.
	 * @param question the question
	 */
	void askAgain(String question) {
		int before = this.embeddings.count();
		ChatClientResponse response = call(question);
		this.embedded += this.embeddings.count() - before;
		CacheOutcome outcome = (response != null) ? CacheOutcome.from(response.context()) : null;
		if (outcome == null || outcome.status() != Status.HIT || outcome.layer() != Layer.EXACT) {
			throw new IllegalStateException("Not answered by the exact layer: " + outcome);
		}
	}

	private @Nullable ChatClientResponse call(String question) {
		ChatClientRequestSpec call = this.client.prompt().user(question);
		boolean isStream = this.nanoseconds.size() % 2 == 1;
		this.calls.begin(this.delayMs);
		long start = System.nanoTime();
		try {
			return isStream ? call.stream().chatClientResponse().blockLast() : call.call().chatClientResponse();
		}
		finally {
			long end = System.nanoTime();
			this.calls.end();
			this.nanoseconds.add(end - start);
			this.nanosecondsAfter.add(end - this.calls.modelAskedAt());
		}
	}

	/**
	 * Calls of back ends that followed one another before the model was asked, where
	 * there were most.
	 */
	List<String> longest() {
		return this.longest;
	}

	/**
	 * Calls of back ends that callers waited for once the model had been asked.
	 */
	int waitedForAfter() {
		return this.waitedForAfter;
	}

	/**
	 * Texts that were embedded, to questions.
	 */
	double embeddings() {
		return (double) this.embedded / this.nanoseconds.size();
	}

	/**
	 * How long callers waited, in the median.
	 */
	double micros() {
		return median(this.nanoseconds);
	}

	/**
	 * How long callers waited once the model had been asked, in the median.
	 */
	double microsAfter() {
		return median(this.nanosecondsAfter);
	}

	private static double median(List<Long> nanoseconds) {
		List<Long> sorted = nanoseconds.stream().sorted().toList();
		return sorted.get(sorted.size() / 2) / NANOS_PER_MICRO;
	}

}
