package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import dev.llmcache.Mark;
import dev.llmcache.test.RecordingListener;
import dev.llmcache.test.servers.RedisCluster;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.data.redis.connection.ClusterSlotHashUtil;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static dev.llmcache.store.GenerationStoreContract.generation;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Generations on a Redis Cluster of which a master goes, and comes back.
 */
@Timeout(120)
class RedisGenerationStoreOnClusterFaultIT {

	private static final Duration LIFETIME = Duration.ofHours(1);

	private static final Duration RECOVERY = Duration.ofSeconds(20);

	private static final Mark TAG = new Mark(1, 1);

	private static final int MASTERS = 3;

	private final RedisCluster cluster = RedisCluster.start();

	private final int master = ClusterSlotHashUtil.calculateSlot("{g}") * MASTERS / 16384;

	private final LettuceConnectionFactory application = RedisTestConnections.application(this.cluster,
			LettuceClientConfiguration.defaultConfiguration());

	private final RedisConnections connections = RedisConnections.of(this.application, Duration.ofMillis(500));

	private final RedisGenerationStore store = new RedisGenerationStore(this.connections,
			RedisGenerationStore.DEFAULT_PREFIX);

	private final RecordingListener listener = new RecordingListener();

	@AfterEach
	void close() {
		this.store.close();
		this.connections.close();
		this.application.destroy();
		this.cluster.close();
	}

	private static ConditionFactory soon() {
		return Awaitility.await().atMost(RECOVERY).pollInterval(Duration.ofMillis(5)).ignoreExceptions();
	}

	private void hears() {
		soon().until(() -> {
			Map<Mark, Long> replaced = this.store.replace(Set.of(TAG), LIFETIME);
			Awaitility.await()
				.atMost(Duration.ofMillis(500))
				.pollInterval(Duration.ofMillis(1))
				.until(() -> this.listener.replaced.contains(replaced));
			return true;
		});
	}

	private long subscribers() {
		return IntStream.range(0, MASTERS)
			.mapToObj((master) -> this.cluster.ask(master, "CLIENT LIST TYPE pubsub"))
			.flatMap(String::lines)
			.filter((line) -> line.contains("addr="))
			.count();
	}

	@Test
	void aMasterThatComesBackBringsNoGenerationBack() {
		long before = generation(this.store.readOrCreate(Set.of(TAG), LIFETIME), TAG);
		this.cluster.kill(this.master);
		this.cluster.restart(this.master);
		Map<Mark, Long> after = soon().until(() -> this.store.read(Set.of(TAG)), (read) -> true);
		assertThat(after).containsKey(TAG).doesNotContainValue(before);
	}

	@Test
	void hearsWhateverMasterItListensTo() {
		this.store.listen(this.listener);
		hears();
		assertThat(subscribers()).isOne();
		for (int lost = 0; lost < MASTERS; lost++) {
			int interruptions = this.listener.interruptions.get();
			IntStream.range(0, MASTERS).forEach((master) -> this.cluster.ask(master, "CLIENT KILL TYPE pubsub"));
			soon().until(() -> this.listener.interruptions.get() >= interruptions + 2);
			hears();
		}
		this.store.close();
		assertThat(subscribers()).isZero();
	}

	@Test
	void hearsAgainWhileAnyOneMasterIsGone() {
		this.store.listen(this.listener);
		hears();
		int gone = (this.master + 1) % MASTERS;
		this.cluster.kill(gone);
		hears();
		this.cluster.restart(gone);
		hears();
	}

}
