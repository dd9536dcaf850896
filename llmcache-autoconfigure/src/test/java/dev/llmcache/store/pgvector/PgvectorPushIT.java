package dev.llmcache.store.pgvector;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.llmcache.Mark;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.test.FreezableProxy;
import dev.llmcache.test.RecordingListener;
import dev.llmcache.test.servers.PostgresServer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an instance hears of what others replace, over a connection that goes and comes.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class PgvectorPushIT {

	private static final Duration LIFETIME = Duration.ofHours(1);

	private static final Duration RECOVERY = Duration.ofSeconds(20);

	private static final PgvectorSettings SETTINGS = new PgvectorSettings(PgvectorTable.parse("push_it"), 1, true, 2,
			Duration.ofSeconds(5), Duration.ofSeconds(5));

	private static final String LISTENING = "FROM pg_stat_activity WHERE query LIKE 'LISTEN%push_it_generation%'";

	private static final Mark TAG = new Mark(1, 1);

	private static PostgresServer server;

	private final PgvectorGenerationStore writer = store(database());

	private final PgvectorGenerationStore store = store(database());

	private final RecordingListener listener = new RecordingListener();

	@BeforeAll
	static void startServer() {
		server = PostgresServer.start();
	}

	@AfterAll
	static void closeServer() {
		server.close();
	}

	private static PgvectorDatabase database() {
		return PgvectorDatabase.of(server);
	}

	private static PgvectorGenerationStore store(PgvectorDatabase database) {
		return new PgvectorGenerationStore(database.connections(SETTINGS), SETTINGS, InstantSource.system());
	}

	private static ConditionFactory soon() {
		return Awaitility.await().atMost(RECOVERY).pollInterval(Duration.ofMillis(5));
	}

	@BeforeEach
	void listen() {
		replace();
		listen(this.store, this.listener);
	}

	private static void listen(GenerationStore store, RecordingListener listener) {
		store.listen(listener);
		soon().until(() -> listener.interruptions.get() == 1);
		listener.interruptions.set(0);
	}

	@AfterEach
	void close() {
		this.store.close();
		this.writer.close();
	}

	private Map<Mark, Long> replace() {
		return this.writer.replace(Set.of(TAG), LIFETIME);
	}

	private void hears(RecordingListener listener) {
		soon().ignoreExceptions().until(() -> {
			Map<Mark, Long> replaced = replace();
			Awaitility.await()
				.atMost(Duration.ofMillis(500))
				.pollInterval(Duration.ofMillis(1))
				.until(() -> listener.replaced.contains(replaced));
			return true;
		});
	}

	private static void cutOff() {
		assertThat(database().count("SELECT count(pg_terminate_backend(pid)) " + LISTENING)).isOne();
	}

	@Test
	void tellsWhatAnotherInstanceReplaced() {
		Map<Mark, Long> replaced = replace();
		soon().until(() -> !this.listener.replaced.isEmpty());
		assertThat(this.listener.replaced).containsExactly(replaced);
	}

	@Test
	void tellsNothingOfWhatIsReadOrMade() {
		this.writer.readOrCreate(Set.of(TAG, new Mark(1, 2)), LIFETIME);
		this.writer.read(Set.of(TAG));
		Map<Mark, Long> replaced = replace();
		soon().until(() -> !this.listener.replaced.isEmpty());
		assertThat(this.listener.replaced).containsExactly(replaced);
		assertThat(this.listener.interruptions).hasValue(0);
	}

	@Test
	void tellsOfMoreThanOneNotificationTakes() {
		Set<Mark> marks = LongStream.range(0, 1_001).mapToObj((i) -> new Mark(i, 1)).collect(Collectors.toSet());
		Map<Mark, Long> replaced = this.writer.replace(marks, LIFETIME);
		assertThat(replaced).hasSize(1_002);
		soon().until(() -> {
			Map<Mark, Long> told = new HashMap<>();
			this.listener.replaced.forEach(told::putAll);
			return told.equals(replaced);
		});
	}

	@Test
	void tellsThatTheConnectionIsLostAndThatThereIsAnother() {
		for (int i = 0; i < 3; i++) {
			this.listener.interruptions.set(0);
			cutOff();
			soon().until(() -> this.listener.interruptions.get() == 2);
			hears(this.listener);
		}
	}

	@Test
	void hearsAgainWithinASecondAfterTheConnectionIsLost() {
		long start = System.nanoTime();
		cutOff();
		soon().until(() -> this.listener.interruptions.get() == 2);
		hears(this.listener);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
	}

	@Test
	void hearsAgainOnceTheServerIsBack(CapturedOutput output) {
		server.kill();
		soon().until(() -> this.listener.interruptions.get() == 1);
		server.restart();
		soon().until(() -> this.listener.interruptions.get() >= 2);
		hears(this.listener);
		assertThat(output).doesNotContainPattern("WARN .*\\bd(ev)?\\.l(lmcache)?\\.");
	}

	@Test
	void hearsOnceAServerIsThereThatWasNot() {
		server.stop();
		RecordingListener late = new RecordingListener();
		try (PgvectorGenerationStore other = store(database())) {
			other.listen(late);
			server.restart();
			soon().until(() -> late.interruptions.get() >= 1);
			hears(late);
		}
	}

	@Test
	void noticesAServerThatHangs() throws Exception {
		RecordingListener behind = new RecordingListener();
		try (FreezableProxy proxy = new FreezableProxy(server.host(), server.port());
				PgvectorGenerationStore other = store(database().at(proxy.host(), proxy.port()))) {
			listen(other, behind);
			proxy.freeze();
			soon().until(() -> behind.interruptions.get() == 1);
			proxy.thaw();
			soon().until(() -> behind.interruptions.get() == 2);
			hears(behind);
		}
	}

	@Test
	void leavesNoConnectionWhenItIsClosed() {
		this.store.close();
		soon().until(() -> database().count("SELECT count(*) " + LISTENING) == 0);
		replace();
		assertThat(this.listener.replaced).isEmpty();
		assertThat(this.listener.interruptions).hasValue(0);
	}

	@Test
	void holdsNoConnectionOfTheApplicationsPool() {
		DriverManagerDataSource application = new DriverManagerDataSource(database().url(), database().user(),
				database().password());
		long before = database().count("SELECT count(*) FROM pg_stat_activity");
		try (PgvectorGenerationStore other = new PgvectorGenerationStore(PgvectorConnections.of(application, SETTINGS),
				SETTINGS, InstantSource.system())) {
			other.listen(new RecordingListener());
			other.readOrCreate(Set.of(TAG), LIFETIME);
			assertThat(database().count("SELECT count(*) FROM pg_stat_activity")).isLessThanOrEqualTo(before);
		}
	}

	@Test
	void saysOnceThatNotificationsDoNotArrive(CapturedOutput output) {
		database().execute("CREATE SCHEMA deaf");
		database().execute("CREATE FUNCTION deaf.pg_notify(text, text) RETURNS void LANGUAGE sql AS 'SELECT'");
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(database().url());
		config.setUsername(database().user());
		config.setPassword(database().password());
		config.setConnectionInitSql("SET search_path = deaf, pg_catalog, public");
		try (HikariDataSource application = new HikariDataSource(config);
				PgvectorGenerationStore other = new PgvectorGenerationStore(
						PgvectorConnections.of(application, SETTINGS), SETTINGS, InstantSource.system())) {
			other.listen(new RecordingListener());
			soon().until(() -> output.getOut().contains("notifications do not arrive"));
			assertThat(other.replace(Set.of(TAG), LIFETIME)).containsKey(TAG);
		}
		finally {
			database().execute("DROP SCHEMA deaf CASCADE");
		}
		assertThat(output).containsOnlyOnce("notifications do not arrive");
	}

}
