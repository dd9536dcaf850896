package dev.llmcache.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.store.LeaseStore.Claim;
import dev.llmcache.store.Observation;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.test.RecordingListener;
import dev.llmcache.test.servers.RedisServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static dev.llmcache.store.GenerationStoreContract.generation;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a user of Redis must be allowed for the stores, and nothing else.
 */
@Timeout(120)
class RedisRightsIT {

	private static final String RIGHTS = "~llmcache:* &llmcache:* +hello +ping +client|setinfo +get +del +unlink"
			+ " +scan +getrange +eval +evalsha +info +mget +set +pttl +pexpire +time +publish +subscribe"
			+ " +lpush +ltrim +llen +lrange";

	private static final Duration TIME = Duration.ofMinutes(1);

	private static final Fingerprint KEY = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final Mark TAG = new Mark(1, 1);

	private final RedisServer server = RedisServer.start();

	private final LettuceConnectionFactory application = application();

	private final RedisConnections connections = RedisConnections.of(this.application, RedisTestConnections.AMPLE);

	private LettuceConnectionFactory application() {
		assertThat(this.server.ask("ACL SETUSER cache on >secret resetchannels " + RIGHTS)).startsWith("+OK");
		RedisStandaloneConfiguration address = new RedisStandaloneConfiguration(this.server.host(), this.server.port());
		address.setUsername("cache");
		address.setPassword("secret");
		LettuceConnectionFactory factory = new LettuceConnectionFactory(address);
		factory.start();
		return factory;
	}

	@AfterEach
	void close() {
		this.connections.close();
		this.application.destroy();
		this.server.close();
	}

	@Test
	void areEnoughForAnswers() {
		try (RedisAnswerStore store = new RedisAnswerStore(this.connections, RedisAnswerStore.DEFAULT_PREFIX,
				InstantSource.system())) {
			Instant now = Instant.now();
			StoredRecord record = new StoredRecord(1, 1, now, now.plus(TIME), now.plus(TIME),
					List.of(new Stamp(TAG, 1)), "answer".getBytes(StandardCharsets.UTF_8));
			store.put(KEY, record);
			assertThat(store.get(KEY)).isNotNull();
			assertThat(store.erase(Set.of(TAG))).isOne();
			store.put(KEY, record);
			store.remove(KEY);
			assertThat(store.get(KEY)).isNull();
		}
	}

	@Test
	void areEnoughForGenerations() {
		RecordingListener listener = new RecordingListener();
		try (RedisGenerationStore store = new RedisGenerationStore(this.connections,
				RedisGenerationStore.DEFAULT_PREFIX)) {
			store.listen(listener);
			long before = generation(store.readOrCreate(Set.of(TAG), TIME), TAG);
			assertThat(store.readOrCreate(Set.of(TAG), TIME.multipliedBy(2))).containsEntry(TAG, before);
			Awaitility.await().ignoreExceptions().until(() -> {
				store.replace(Set.of(TAG), TIME);
				return !listener.replaced.isEmpty();
			});
			assertThat(store.read(Set.of(TAG))).containsKey(TAG).doesNotContainValue(before);
		}
	}

	@Test
	void areEnoughForLeases() {
		RedisLeaseStore store = new RedisLeaseStore(this.connections, RedisGenerationStore.DEFAULT_PREFIX);
		Claim.Granted claim = (Claim.Granted) store.claim(KEY, TIME);
		assertThat(store.renew(claim.lease(), TIME)).isTrue();
		store.decline(claim.lease(), TIME);
		assertThat(store.claim(KEY, TIME)).isEqualTo(Claim.DECLINED);
	}

	@Test
	void areEnoughForVerdicts() {
		RedisObservationStore store = new RedisObservationStore(this.connections, RedisGenerationStore.DEFAULT_PREFIX);
		store.add(KEY, new Observation(1, true));
		assertThat(store.latest(KEY)).containsExactly(new Observation(1, true));
	}

}
