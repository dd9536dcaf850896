package dev.llmcache.benchmarks.speed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
 * alternately, each once everything that the one before left behind is written.
 */
final class Misses {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final ChatClient client;

	private final BackEndCalls calls;

	private final CountedEmbeddings embeddings;

	private final List<Long> nanoseconds = new ArrayList<>();

	private final Map<String, Integer> before = new TreeMap<>();

	private int mostBefore;

	private int waitedForAfter;

	private int asked;

	private int embedded;

	Misses(ApplicationContext instance) {
		this.client = instance.getBean(ChatClient.class);
		this.calls = instance.getBean(BackEndCalls.class);
		this.embeddings = instance.getBean(CountedEmbeddings.class);
	}

	/**
	 * Asks what nobody has asked.
	 * @param question the question
	 */
	void ask(String question) {
		int embeddedBefore = this.embeddings.count();
		call(question);
		if (this.calls.modelCalls() != 1) {
			throw new IllegalStateException("The model was asked " + this.calls.modelCalls() + " times");
		}
		Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(this.calls::isQuiet);
		this.embedded += this.embeddings.count() - embeddedBefore;
		this.mostBefore = Math.max(this.mostBefore, this.calls.beforeModel().size());
		this.before.merge(String.join(", ", this.calls.beforeModel()), 1, Integer::sum);
		this.waitedForAfter += this.calls.waitedForAfter().size();
		this.asked++;
	}

	/**
	 * Asks what was asked before.
	 * @param question the question
	 * @return how many texts were embedded for it
	 */
	int askAgain(String question) {
		int embeddedBefore = this.embeddings.count();
		ChatClientResponse response = call(question);
		CacheOutcome outcome = (response != null) ? CacheOutcome.from(response.context()) : null;
		if (outcome == null || outcome.status() != Status.HIT || outcome.layer() != Layer.EXACT) {
			throw new IllegalStateException("Not answered by the exact layer: " + outcome);
		}
		return this.embeddings.count() - embeddedBefore;
	}

	private @Nullable ChatClientResponse call(String question) {
		ChatClientRequestSpec call = this.client.prompt().user(question);
		boolean isStream = this.asked % 2 == 1;
		this.calls.begin();
		long start = System.nanoTime();
		try {
			return isStream ? call.stream().chatClientResponse().blockLast() : call.call().chatClientResponse();
		}
		finally {
			this.nanoseconds.add(System.nanoTime() - start);
			this.calls.end();
		}
	}

	/** Most calls of back ends that were begun before the model was asked. */
	int mostBefore() {
		return this.mostBefore;
	}

	/** What they were, and how often. */
	Map<String, Integer> before() {
		return this.before;
	}

	/** Calls of back ends that callers waited for once the model had been asked. */
	int waitedForAfter() {
		return this.waitedForAfter;
	}

	double embeddedPerMiss() {
		return (double) this.embedded / this.asked;
	}

	double medianMicros() {
		return this.nanoseconds.stream().sorted().skip(this.nanoseconds.size() / 2).findFirst().orElseThrow() / 1_000.0;
	}

}
