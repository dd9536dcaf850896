package dev.llmcache.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.test.RecordingListener;
import dev.llmcache.test.servers.RedisCluster;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.data.redis.connection.ClusterSlotHashUtil;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static dev.llmcache.store.GenerationStoreContract.generation;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Redis Cluster of which a master goes, and its replica takes over.
 */
@Timeout(120)
class RedisClusterFailoverIT {

	private static final Duration LIFETIME = Duration.ofHours(1);

	private static final Mark TAG = new Mark(1, 1);

	private static final Fingerprint KEY = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final StoredRecord RECORD = new StoredRecord(1, Instant.EPOCH,
			Instant.EPOCH.plus(Duration.ofDays(100_000)), "answer".getBytes(StandardCharsets.UTF_8));

	/** What becomes of a master. */
	enum Fault {

		KILLED, HANGING

	}

	/** The master of the generations. */
	private static final int MASTER = ClusterSlotHashUtil.calculateSlot("{g}") * 3 / 16384;

	private static final String OTHER_MASTER = List.of("{b}", "{c}", "{a}").get((MASTER + 1) % 3);

	private final RedisCluster cluster = RedisCluster.startWithReplicas();

	private final LettuceConnectionFactory application = RedisTestConnections.application(this.cluster,
			LettuceClientConfiguration.defaultConfiguration());

	private final RedisConnections connections = RedisConnections.of(this.application, Duration.ofMillis(500));

	private final RedisAnswerStore answers = new RedisAnswerStore(this.connections, "{g}x:", InstantSource.system());

	private final RedisAnswerStore elsewhere = new RedisAnswerStore(this.connections, OTHER_MASTER,
			InstantSource.system());

	private final RedisGenerationStore generations = new RedisGenerationStore(this.connections,
			RedisGenerationStore.DEFAULT_PREFIX);

	private final RecordingListener listener = new RecordingListener();

	@AfterEach
	void close() {
		this.generations.close();
		this.connections.close();
		this.application.destroy();
		this.cluster.close();
	}

	private static ConditionFactory soon() {
		return Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions();
	}

	private void strike(Fault fault) {
		switch (fault) {
			case KILLED -> this.cluster.kill(MASTER);
			case HANGING -> this.cluster.pause(MASTER);
		}
	}

	@ParameterizedTest
	@EnumSource
	void keepsAndFindsAnswersAgain(Fault fault) {
		this.answers.put(KEY, RECORD);
		this.elsewhere.put(KEY, RECORD);
		strike(fault);
		soon().until(() -> {
			// Of calls that all fail, the connection would be given up
			this.elsewhere.get(KEY);
			this.answers.put(KEY, RECORD);
			return this.answers.get(KEY) != null;
		});
		assertThat(this.cluster.hasReplaced(MASTER)).isTrue();
	}

	@Test
	void bringsNoGenerationBackAndTellsOfThoseThatAreReplaced() {
		this.generations.listen(this.listener);
		soon().until(() -> this.listener.interruptions.get() > 0);
		long before = generation(this.generations.readOrCreate(Set.of(TAG), LIFETIME), TAG);
		strike(Fault.KILLED);
		Map<Mark, Long> after = soon().until(() -> this.generations.readOrCreate(Set.of(TAG), LIFETIME),
				(read) -> true);
		assertThat(this.cluster.hasReplaced(MASTER)).isTrue();
		assertThat(after).containsKey(TAG).doesNotContainValue(before);
		soon().until(() -> {
			Map<Mark, Long> replaced = this.generations.replace(Set.of(TAG), LIFETIME);
			Awaitility.await()
				.atMost(Duration.ofMillis(500))
				.pollInterval(Duration.ofMillis(5))
				.until(() -> this.listener.replaced.contains(replaced));
			return true;
		});
	}

}
