package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import dev.llmcache.Mark;
import dev.llmcache.test.RecordingListener;
import dev.llmcache.test.servers.RedisServer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an instance hears of what others replace, over a connection that goes and comes.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class RedisPushIT {

	private static final Duration LIFETIME = Duration.ofHours(1);

	private static final Duration RECOVERY = Duration.ofSeconds(10);

	private static final Mark TAG = new Mark(1, 1);

	private final RedisServer server = RedisServer.start();

	private final LettuceConnectionFactory application = RedisTestConnections.application(this.server);

	private final RedisConnections connections = RedisConnections.of(this.application, RedisTestConnections.AMPLE);

	private final RedisGenerationStore writer = store(this.connections);

	private final RedisConnections otherConnections = RedisConnections.of(this.application, RedisTestConnections.AMPLE);

	private final RedisGenerationStore store = store(this.otherConnections);

	private final RecordingListener listener = new RecordingListener();

	private static RedisGenerationStore store(RedisConnections connections) {
		return new RedisGenerationStore(connections, RedisGenerationStore.DEFAULT_PREFIX);
	}

	private static ConditionFactory soon() {
		return Awaitility.await().atMost(RECOVERY).pollInterval(Duration.ofMillis(5));
	}

	@BeforeEach
	void listen() {
		replace();
		this.store.listen(this.listener);
		soon().until(() -> subscribers() == 1);
		soon().until(() -> this.listener.interruptions.get() == 1);
		this.listener.interruptions.set(0);
	}

	@AfterEach
	void close() {
		this.store.close();
		this.writer.close();
		this.connections.close();
		this.otherConnections.close();
		this.application.destroy();
		this.server.close();
	}

	private long subscribers() {
		return this.server.ask("CLIENT LIST TYPE pubsub").lines().filter((line) -> line.contains("addr=")).count();
	}

	private Map<Mark, Long> replace() {
		return this.writer.replace(Set.of(TAG), LIFETIME);
	}

	private void hears() {
		soon().ignoreExceptions().until(() -> {
			Map<Mark, Long> replaced = replace();
			Awaitility.await()
				.atMost(Duration.ofMillis(500))
				.pollInterval(Duration.ofMillis(1))
				.until(() -> this.listener.replaced.contains(replaced));
			return true;
		});
	}

	@Test
	void tellsWhatAnotherInstanceReplaced() {
		Map<Mark, Long> replaced = replace();
		soon().until(() -> !this.listener.replaced.isEmpty());
		assertThat(this.listener.replaced).containsExactly(replaced);
	}

	@Test
	void tellsNothingOfWhatIsReadOrMade() {
		this.writer.readOrCreate(Set.of(TAG), LIFETIME);
		this.writer.read(Set.of(TAG));
		Map<Mark, Long> replaced = replace();
		soon().until(() -> !this.listener.replaced.isEmpty());
		assertThat(this.listener.replaced).containsExactly(replaced);
		assertThat(this.listener.interruptions).hasValue(0);
	}

	@Test
	void tellsThatAllGenerationsAreOthers() {
		assertThat(this.server.ask("FLUSHALL")).startsWith("+OK");
		this.writer.read(Set.of(TAG));
		soon().until(() -> this.listener.interruptions.get() == 1);
	}

	@Test
	void tellsThatTheConnectionIsLostAndThatThereIsAnother() {
		for (int i = 0; i < 3; i++) {
			this.listener.interruptions.set(0);
			assertThat(this.server.ask("CLIENT KILL TYPE pubsub")).startsWith(":1");
			soon().until(() -> this.listener.interruptions.get() == 2);
			hears();
		}
	}

	@Test
	void hearsAgainWithinASecondAfterTheConnectionIsLost() {
		assertThat(this.server.ask("CLIENT KILL TYPE pubsub")).startsWith(":1");
		long start = System.nanoTime();
		soon().until(() -> this.listener.interruptions.get() == 2);
		hears();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
	}

	@Test
	void noticesAServerThatHangs() {
		this.server.pause();
		soon().until(() -> this.listener.interruptions.get() == 1);
		this.server.resume();
		soon().until(() -> this.listener.interruptions.get() == 2);
		hears();
	}

	@Test
	void hearsAgainOnceTheServerIsBack() {
		this.server.kill();
		soon().until(() -> this.listener.interruptions.get() == 1);
		this.server.restart();
		soon().until(() -> this.listener.interruptions.get() >= 2);
		hears();
	}

	@Test
	void hearsOnceAServerIsThereThatWasNot() {
		this.server.stop();
		RecordingListener late = new RecordingListener();
		try (RedisConnections others = RedisConnections.of(this.application, RedisTestConnections.AMPLE);
				RedisGenerationStore other = store(others)) {
			other.listen(late);
			this.server.restart();
			soon().until(() -> late.interruptions.get() == 1);
			soon().ignoreExceptions().until(() -> !replace().isEmpty());
			soon().until(() -> !late.replaced.isEmpty());
		}
	}

	@Test
	void hearsNothingAnyMoreOnceTheStoreIsClosed() {
		this.store.close();
		assertThat(subscribers()).isZero();
		replace();
		assertThat(this.listener.replaced).isEmpty();
		assertThat(this.listener.interruptions).hasValue(0);
	}

	@Test
	void hearsNothingAnyMoreOnceTheConnectionsAreClosed() {
		this.otherConnections.close();
		assertThat(subscribers()).isZero();
	}

	@Test
	void closesInTimeWhileTheServerHangs() {
		this.server.pause();
		long start = System.nanoTime();
		this.store.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(OwnLettuce.CONNECT_TIMEOUT.plusMillis(500));
		this.server.resume();
	}

	@Test
	void replacesThoughNobodyMayPublishOrSubscribe(CapturedOutput output) {
		this.server.ask("ACL SETUSER quiet on >secret ~* resetchannels +@all");
		RedisStandaloneConfiguration quiet = new RedisStandaloneConfiguration(this.server.host(), this.server.port());
		quiet.setUsername("quiet");
		quiet.setPassword("secret");
		LettuceConnectionFactory factory = new LettuceConnectionFactory(quiet);
		factory.start();
		try (RedisConnections others = RedisConnections.of(factory, RedisTestConnections.AMPLE);
				RedisGenerationStore other = store(others)) {
			other.listen(new RecordingListener());
			Map<Mark, Long> replaced = other.replace(Set.of(TAG), LIFETIME);
			assertThat(this.writer.read(replaced.keySet())).isEqualTo(replaced);
			soon().until(() -> output.getOut().contains("Redis does not tell of invalidations"));
		}
		finally {
			factory.destroy();
		}
	}

}
