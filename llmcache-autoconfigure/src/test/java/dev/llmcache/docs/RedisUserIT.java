package dev.llmcache.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.VectorKey;
import dev.llmcache.store.LeaseStore.Claim;
import dev.llmcache.store.Observation;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.redis.RedisAnswerStore;
import dev.llmcache.store.redis.RedisConnections;
import dev.llmcache.store.redis.RedisDataKeyStore;
import dev.llmcache.store.redis.RedisEmbeddingStore;
import dev.llmcache.store.redis.RedisGenerationStore;
import dev.llmcache.store.redis.RedisLeaseStore;
import dev.llmcache.store.redis.RedisObservationStore;
import dev.llmcache.test.RecordingListener;
import dev.llmcache.test.servers.RedisCluster;
import dev.llmcache.test.servers.RedisServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documented user of Redis: allowed all that the stores do, and nothing else.
 */
@Timeout(120)
class RedisUserIT {

	private static final Page PAGE = new Page("docs/operations.md");

	private static final Duration TIME = Duration.ofMinutes(1);

	private static final Duration AMPLE = Duration.ofSeconds(5);

	private static final Fingerprint KEY = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final Mark TAG = new Mark(1, 1);

	private static final Pattern ALLOWED = Pattern.compile(" \\+([a-z|]+)");

	private static final Pattern USED = Pattern.compile("cmdstat_([a-z|]+):");

	private final RedisServer server = RedisServer.start();

	@AfterEach
	void close() {
		this.server.close();
	}

	private static String line(int number) throws IOException {
		return PAGE.blocks("redis").get(number).strip();
	}

	private static Set<String> words(Pattern pattern, String text) {
		Collection<MatchResult> all = pattern.matcher(text).results().toList();
		return all.stream().map((word) -> word.group(1)).collect(Collectors.toSet());
	}

	@Test
	void isAllowedAllThatStoresDoAndNothingElse() throws IOException {
		assertThat(this.server.ask(line(0))).startsWith("+OK");
		useAll(new RedisStandaloneConfiguration(this.server.host(), this.server.port()));
		assertThat(this.server.ask("ACL LOG")).as("what was refused").startsWith("*0");
		assertThat(words(USED, this.server.ask("INFO commandstats"))).containsAll(words(ALLOWED, line(0)));
	}

	@Test
	void doesWithoutInfoWhereItMayPersist() throws IOException {
		assertThat(this.server.ask(line(0))).startsWith("+OK");
		assertThat(this.server.ask(line(1))).startsWith("+OK");
		useAll(new RedisStandaloneConfiguration(this.server.host(), this.server.port()));
	}

	@Test
	void isAllowedWhatAClusterTakesBesides() throws IOException {
		try (RedisCluster cluster = RedisCluster.start()) {
			for (int master = 0; master < 3; master++) {
				assertThat(cluster.ask(master, line(0))).startsWith("+OK");
				assertThat(cluster.ask(master, line(2))).startsWith("+OK");
			}
			useAll(new RedisClusterConfiguration(List.of(cluster.nodes().get(0))));
			Set<String> used = new HashSet<>();
			for (int master = 0; master < 3; master++) {
				assertThat(cluster.ask(master, "ACL LOG")).as("what was refused").startsWith("*0");
				used.addAll(words(USED, cluster.ask(master, "INFO commandstats")));
			}
			assertThat(used).containsAll(words(ALLOWED, line(2)));
		}
	}

	private void useAll(RedisConfiguration servers) {
		((RedisConfiguration.WithAuthentication) servers).setUsername("llmcache");
		((RedisConfiguration.WithAuthentication) servers).setPassword("change-me");
		LettuceConnectionFactory application = (servers instanceof RedisClusterConfiguration cluster)
				? new LettuceConnectionFactory(cluster)
				: new LettuceConnectionFactory((RedisStandaloneConfiguration) servers);
		application.start();
		try (RedisConnections connections = RedisConnections.of(application, AMPLE)) {
			useAnswers(connections);
			useVectors(connections);
			useGenerations(connections);
			useLeases(connections);
			useVerdicts(connections);
			useDataKeys(connections);
		}
		finally {
			application.destroy();
		}
	}

	private static void useAnswers(RedisConnections connections) {
		RedisAnswerStore store = new RedisAnswerStore(connections, RedisAnswerStore.DEFAULT_PREFIX,
				InstantSource.system());
		Instant now = Instant.now();
		StoredRecord record = new StoredRecord(1, 1, now, now.plus(TIME), now.plus(TIME), List.of(new Stamp(TAG, 1)),
				"answer".getBytes(StandardCharsets.UTF_8));
		store.put(KEY, record);
		assertThat(store.get(KEY)).isNotNull();
		// Asked again every ten seconds only
		Awaitility.await()
			.atMost(Duration.ofSeconds(45))
			.until(() -> Long.valueOf(1).equals(store.reports().getFirst().entries()));
		assertThat(store.servers()).hasSize(1);
		assertThat(store.erase(Set.of(TAG))).isOne();
		store.put(KEY, record);
		store.remove(KEY);
		assertThat(store.get(KEY)).isNull();
	}

	private static void useVectors(RedisConnections connections) {
		RedisEmbeddingStore store = new RedisEmbeddingStore(connections, "llmcache:v:", AMPLE, TIME, TIME,
				InstantSource.system());
		VectorKey document = new VectorKey(KEY, VectorKey.Kind.DOCUMENT, List.of());
		store.put(Map.of(document, new byte[] { 1 }));
		assertThat(store.get(List.of(document))).containsKey(document);
		assertThat(store.erase(Set.of(TAG))).isZero();
	}

	private static void useGenerations(RedisConnections connections) {
		RecordingListener listener = new RecordingListener();
		try (RedisGenerationStore store = new RedisGenerationStore(connections, RedisGenerationStore.DEFAULT_PREFIX)) {
			store.listen(listener);
			Map<Mark, Long> before = store.readOrCreate(Set.of(TAG), TIME);
			assertThat(store.readOrCreate(Set.of(TAG), TIME.multipliedBy(2))).isEqualTo(before);
			Awaitility.await().ignoreExceptions().until(() -> {
				store.replace(Set.of(TAG), TIME);
				return !listener.replaced.isEmpty();
			});
			assertThat(store.read(Set.of(TAG))).containsKey(TAG).isNotEqualTo(before);
		}
	}

	private static void useLeases(RedisConnections connections) {
		RedisLeaseStore store = new RedisLeaseStore(connections, RedisGenerationStore.DEFAULT_PREFIX);
		Claim.Granted claim = (Claim.Granted) store.claim(KEY, TIME);
		assertThat(store.renew(claim.lease(), TIME)).isTrue();
		store.decline(claim.lease(), TIME);
		assertThat(store.claim(KEY, TIME)).isEqualTo(Claim.DECLINED);
	}

	private static void useVerdicts(RedisConnections connections) {
		RedisObservationStore store = new RedisObservationStore(connections, RedisGenerationStore.DEFAULT_PREFIX);
		store.add(KEY, new Observation(1, true));
		assertThat(store.latest(KEY)).containsExactly(new Observation(1, true));
	}

	private static void useDataKeys(RedisConnections connections) {
		RedisDataKeyStore store = new RedisDataKeyStore(connections, RedisGenerationStore.DEFAULT_PREFIX);
		byte[] first = { 1, 2, 3 };
		byte[] second = { 4, 5, 6 };
		store.putIfAbsent(TAG, first);
		assertThat(store.find(TAG)).isEqualTo(first);
		assertThat(store.replace(TAG, first, second)).isTrue();
		store.delete(Set.of(TAG));
		assertThat(store.find(TAG)).isNull();
	}

}
