package dev.llmcache.benchmarks.growth;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.llmcache.Fingerprint;
import dev.llmcache.Generations;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.benchmarks.speed.RedisApplication;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.test.servers.RedisServer;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Answers in a Redis of their own, and the application that reads them. Each tenant has
 * stored one itself, and the others are copies of it under other keys.
 */
final class RedisEntries implements AutoCloseable {

	/** What an answer takes in Redis, with some to spare. */
	static final long BYTES = 1_500;

	/** Short, so that ten million have room: the record has it too. */
	private static final String QUESTION = "When do you open on a holiday that falls on a Monday?";

	private static final Fingerprint ROOT = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private final RedisServer server = RedisServer.start("--appendonly", "no");

	private final ConfigurableApplicationContext context = RedisApplication.start(this.server, false,
			"llmcache.tenancy=multi");

	private final AnswerStore store = this.context.getBean(AnswerStore.class);

	private final Generations generations = this.context.getBean(Generations.class);

	private final Random random = new Random(1);

	private final int tenants;

	private final int each;

	/**
	 * Starts both and fills Redis.
	 * @param tenants how many
	 * @param each answers of each
	 */
	RedisEntries(int tenants, int each) {
		this.tenants = tenants;
		this.each = each;
		ChatClient client = this.context.getBean(ChatClient.class);
		IntStream.range(0, tenants)
			.forEach((number) -> client.prompt()
				.user(QUESTION)
				.advisors(LlmCacheParams.tenant("tenant " + number))
				.call()
				.content());
		try (RedisCopies copies = new RedisCopies(this.server)) {
			List<byte[]> records = copies.records(tenants);
			for (int number = 0; number < tenants * each; number++) {
				copies.put(key(number), records.get(number / each));
			}
		}
	}

	private static Fingerprint key(int number) {
		return ROOT.derive(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
	}

	/**
	 * Another answer of the same tenant.
	 * @return reads it as a lookup does, and whether it still holds
	 */
	Runnable hit() {
		return read(this.random.nextInt(this.each));
	}

	/**
	 * Another answer of any tenant.
	 * @return reads it as a lookup does, and whether it still holds
	 */
	Runnable hitOfAnyTenant() {
		return read(this.random.nextInt(this.tenants * this.each));
	}

	private Runnable read(int number) {
		Fingerprint key = key(number);
		return () -> {
			StoredRecord record = this.store.get(key);
			if (record == null || !this.generations.areCurrent(record.stamps())) {
				throw new IllegalStateException("An answer is not in Redis any more");
			}
		};
	}

	/**
	 * Memory that Redis has given out.
	 * @return bytes
	 */
	long bytes() {
		return this.server.ask("INFO memory")
			.lines()
			.filter((line) -> line.startsWith("used_memory:"))
			.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
			.findFirst()
			.orElseThrow();
	}

	@Override
	public void close() {
		this.context.close();
		this.server.close();
	}

}
