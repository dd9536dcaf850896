package dev.llmcache.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.test.servers.RedisCluster;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Redis Cluster of which a master goes or hangs, and comes back.
 */
@Timeout(120)
class RedisAnswerStoreOnClusterFaultIT {

	private static final Duration DEADLINE = Duration.ofMillis(50);

	/** What a call that waits for its deadline may take on a busy machine. */
	private static final Duration BOUND = Duration.ofMillis(500);

	private static final Duration RECOVERY = Duration.ofSeconds(10);

	/** Prefixes of keys on the first, the second and the third master. */
	private static final List<String> PREFIXES = List.of("{b}", "{c}", "{a}");

	private static final Fingerprint KEY = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final StoredRecord RECORD = new StoredRecord(1, Instant.EPOCH,
			Instant.EPOCH.plus(Duration.ofDays(100_000)), "answer".getBytes(StandardCharsets.UTF_8));

	private final RedisCluster cluster = RedisCluster.start();

	private final LettuceConnectionFactory application = RedisTestConnections.application(this.cluster,
			LettuceClientConfiguration.builder().clientName("shop").build());

	@BeforeEach
	void warmUp() {
		try (RedisConnections connections = connect()) {
			answers(all(connections));
		}
	}

	@AfterEach
	void close() {
		this.application.destroy();
		this.cluster.close();
	}

	private RedisConnections connect() {
		return RedisConnections.of(this.application, DEADLINE);
	}

	private static RedisAnswerStore store(RedisConnections connections, int master) {
		return new RedisAnswerStore(connections, PREFIXES.get(master), InstantSource.system());
	}

	private static RedisAnswerStore[] all(RedisConnections connections) {
		return new RedisAnswerStore[] { store(connections, 0), store(connections, 1), store(connections, 2) };
	}

	private static Duration timed(Runnable call) {
		long start = System.nanoTime();
		call.run();
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private static void failsInTime(RedisAnswerStore store) {
		for (int i = 0; i < 20; i++) {
			assertThat(timed(() -> assertThatException().isThrownBy(() -> store.get(KEY)))).isLessThan(BOUND);
			assertThat(timed(() -> assertThatException().isThrownBy(() -> store.put(KEY, RECORD)))).isLessThan(BOUND);
		}
	}

	/** On a busy machine one call or another may miss its deadline. */
	private static void answers(RedisAnswerStore... stores) {
		Awaitility.await().atMost(RECOVERY).pollInterval(Duration.ofMillis(20)).ignoreExceptions().untilAsserted(() -> {
			for (RedisAnswerStore store : stores) {
				store.put(KEY, RECORD);
				assertThat(store.get(KEY)).isNotNull();
			}
		});
	}

	@Test
	void connectsToEveryMasterBeforeTheFirstCall() {
		try (RedisConnections connections = connect()) {
			for (int master = 0; master < 3; master++) {
				int each = master;
				Awaitility.await().until(() -> this.cluster.ask(each, "CLIENT LIST").contains("name=shop"));
			}
			answers(all(connections));
		}
	}

	@Test
	void losesOnlyTheKeysOfAKilledMasterAndFailsOnThemInTime() {
		try (RedisConnections connections = connect()) {
			this.cluster.kill(1);
			failsInTime(store(connections, 1));
			answers(store(connections, 0), store(connections, 2));
			this.cluster.restart(1);
			answers(all(connections));
		}
	}

	@Test
	void losesOnlyTheKeysOfAHangingMasterAndFailsOnThemInTime() {
		try (RedisConnections connections = connect()) {
			this.cluster.pause(1);
			failsInTime(store(connections, 1));
			answers(store(connections, 0), store(connections, 2));
			this.cluster.resume(1);
			answers(all(connections));
		}
	}

	@Test
	void survivesTheLossOfAllMasters() {
		try (RedisConnections connections = connect()) {
			for (int master = 0; master < 3; master++) {
				this.cluster.kill(master);
			}
			for (RedisAnswerStore store : all(connections)) {
				failsInTime(store);
			}
			this.cluster.restart(0, 1, 2);
			answers(all(connections));
		}
	}

	@Test
	void startsWhileAMasterHangs() {
		this.cluster.pause(2);
		long start = System.nanoTime();
		try (RedisConnections connections = connect()) {
			assertThat(Duration.ofNanos(System.nanoTime() - start))
				.isLessThan(OwnLettuce.CONNECT_TIMEOUT.multipliedBy(2).plus(BOUND));
			answers(store(connections, 0), store(connections, 1));
			failsInTime(store(connections, 2));
			this.cluster.resume(2);
			answers(store(connections, 2));
		}
	}

	/**
	 * As after a failover: the cluster has moved on, and the old master cannot tell.
	 */
	@Test
	void followsKeysThatMoveAwayFromAHangingMaster() {
		try (RedisConnections connections = connect()) {
			this.cluster.pause(1);
			this.cluster.takeOver(PREFIXES.get(1), 0);
			answers(store(connections, 2), store(connections, 1));
		}
	}

	@Test
	void closesInTimeWhileAMasterHangs() {
		for (int hanging = 0; hanging < 3; hanging++) {
			RedisConnections connections = connect();
			this.cluster.pause(hanging);
			failsInTime(store(connections, hanging));
			assertThat(timed(connections::close)).isLessThan(OwnLettuce.CONNECT_TIMEOUT.plus(BOUND));
			this.cluster.resume(hanging);
		}
	}

}
