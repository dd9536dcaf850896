package dev.llmcache.benchmarks.speed;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.llmcache.benchmarks.scopes.Faq;
import dev.llmcache.store.StoredAnswer;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorIndex;
import org.awaitility.Awaitility;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.context.ApplicationContext;

/**
 * What an application has stored about each topic, of which any number of records like
 * these can be made.
 *
 * @param records one of each topic, in their order
 */
record StoredTopics(Map<Integer, StoredRecord> records) {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final int WORDING = 0;

	private static final int VARIANT = 0;

	/**
	 * Asks a question on each topic, each in a scope of its own.
	 * @param application whom
	 * @return what it has stored
	 */
	static StoredTopics askedOf(ApplicationContext application) {
		ChatClient client = application.getBean(ChatClient.class);
		for (int topic = 0; topic < Faq.TOPICS; topic++) {
			client.prompt()
				.system("You answer questions of the kind %d.".formatted(topic))
				.user(Faq.question(topic, WORDING, VARIANT))
				.call()
				.content();
		}
		VectorIndex index = application.getBean(VectorIndex.class);
		return Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> readFrom(index), (topics) -> topics.records().size() == Faq.TOPICS);
	}

	private static StoredTopics readFrom(VectorIndex index) {
		Map<String, Integer> topics = IntStream.range(0, Faq.TOPICS)
			.boxed()
			.collect(Collectors.toMap((topic) -> Faq.question(topic, WORDING, VARIANT), (topic) -> topic));
		Map<Integer, StoredRecord> records = new HashMap<>();
		index.forEach((record) -> {
			Integer topic = topics.get(answer(record).question());
			if (topic != null) {
				records.put(topic, record);
			}
		});
		return new StoredTopics(records);
	}

	/**
	 * Record of the same answer to the same question in other words.
	 * @param topic what is asked
	 * @param question the words
	 * @return as the application would have stored it
	 */
	StoredRecord record(int topic, String question) {
		StoredRecord record = Objects.requireNonNull(this.records.get(topic));
		StoredAnswer stored = answer(record);
		byte[] note = new byte[stored.note().remaining()];
		stored.note().get(note);
		return record.with(StoredAnswer.encode(question, Objects.requireNonNull(stored.origin()), note,
				Objects.requireNonNull(stored.answer())));
	}

	private static StoredAnswer answer(StoredRecord record) {
		return Objects.requireNonNull(StoredAnswer.of(record.payload()));
	}

}
