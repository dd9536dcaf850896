package dev.llmcache.benchmarks.speed;

import java.time.Duration;
import java.util.Base64;
import java.util.List;

import dev.llmcache.Fingerprint;
import dev.llmcache.Generations;
import dev.llmcache.Stamp;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.redis.RedisAnswerStore;
import dev.llmcache.test.servers.RedisServer;
import org.awaitility.Awaitility;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Answer of an application that is in Redis and in no memory.
 */
final class RedisHit implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final ConfigurableApplicationContext context;

	private final AnswerStore store;

	private final Generations generations;

	private final String name;

	private final Fingerprint key;

	private final AdvisedCall call;

	/**
	 * Starts the application and has it store its answer.
	 * @param redis an empty Redis, or one that has this answer
	 * @param strict whether a hit reads in Redis what was invalidated
	 */
	RedisHit(RedisServer redis, boolean strict) {
		this.context = RedisApplication.start(redis, strict);
		this.store = this.context.getBean(AnswerStore.class);
		this.generations = this.context.getBean(Generations.class);
		ChatClient client = this.context.getBean(ChatClient.class);
		client.prompt().user(Application.QUESTION).call().content();
		this.name = Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> stored(redis), (stored) -> !stored.isEmpty())
			.getFirst();
		this.key = Fingerprint
			.of(Base64.getUrlDecoder().decode(this.name.substring(RedisAnswerStore.DEFAULT_PREFIX.length())));
		this.call = AdvisedCall.of(client);
		Application.requireHit(client.prompt().user(Application.QUESTION).call().chatClientResponse());
	}

	private static List<String> stored(RedisServer redis) {
		return redis.ask("KEYS " + RedisAnswerStore.DEFAULT_PREFIX + "*")
			.lines()
			.filter((line) -> line.startsWith(RedisAnswerStore.DEFAULT_PREFIX))
			.toList();
	}

	/**
	 * Key of the record in Redis.
	 */
	String name() {
		return this.name;
	}

	/**
	 * What the answer can be invalidated by.
	 */
	List<Stamp> stamps() {
		return read().stamps();
	}

	/**
	 * Reads the record as a lookup does, and whether it still holds.
	 * @return the record
	 */
	StoredRecord read() {
		StoredRecord record = this.store.get(this.key);
		if (record == null || !this.generations.areCurrent(record.stamps())) {
			throw new IllegalStateException("The answer is not in Redis any more");
		}
		return record;
	}

	/**
	 * The call whose answer it is, as it reaches the cache.
	 */
	AdvisedCall call() {
		return this.call;
	}

	@Override
	public void close() {
		this.context.close();
	}

}
