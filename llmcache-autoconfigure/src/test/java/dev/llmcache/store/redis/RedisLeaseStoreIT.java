package dev.llmcache.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.LeaseStore;
import dev.llmcache.store.LeaseStore.Claim;
import dev.llmcache.store.LeaseStore.Lease;
import dev.llmcache.store.LeaseStoreContract;
import dev.llmcache.test.servers.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

class RedisLeaseStoreIT extends LeaseStoreContract {

	private final String prefix = "test:" + UUID.randomUUID() + ":";

	final LettuceConnectionFactory application = application();

	private final RawKeys keys = new RawKeys(this.application, this.prefix);

	private final RedisConnections connections = connections(this.application);

	private final RedisLeaseStore store = new RedisLeaseStore(this.connections, this.prefix);

	LettuceConnectionFactory application() {
		return RedisTestConnections.application(RedisServer.shared());
	}

	RedisConnections connections(LettuceConnectionFactory factory) {
		return RedisConnections.of(factory, RedisTestConnections.AMPLE);
	}

	@Override
	protected LeaseStore store() {
		return this.store;
	}

	@Override
	protected void lapse(Fingerprint key) {
		assertThat(this.keys.delete(name(key))).isTrue();
	}

	private String name(Fingerprint key) {
		return this.prefix + "l:{" + RawKeys.base64(key.bytes()) + "}";
	}

	@AfterEach
	void close() {
		this.keys.deleteAll();
		this.store.close();
		this.connections.close();
		this.application.destroy();
	}

	@Test
	void namesKeysByPrefixAndFingerprintOnly() {
		take(KEY);
		assertThat(this.keys.names()).containsExactlyInAnyOrder(name(KEY), name(KEY) + ":f");
	}

	@Test
	void tellsTheFirstLeaseOfAKeyFromThoseAfter() {
		assertThat(this.store.claim(KEY, TIME)).isInstanceOfSatisfying(Claim.Granted.class, (first) -> {
			assertThat(first.first()).isTrue();
			this.store.release(first.lease());
		});
		assertThat(this.store.claim(KEY, TIME)).isInstanceOfSatisfying(Claim.Granted.class,
				(second) -> assertThat(second.first()).isFalse());
	}

	@Test
	void leasesEndByThemselves() {
		Lease lease = take(KEY);
		assertThat(timeToLive()).isBetween(1L, TIME.toMillis());
		this.store.renew(lease, TIME.multipliedBy(2));
		assertThat(timeToLive()).isBetween(TIME.toMillis(), TIME.multipliedBy(2).toMillis());
		this.store.decline(lease, TIME.dividedBy(2));
		assertThat(timeToLive()).isBetween(1L, TIME.dividedBy(2).toMillis());
	}

	private long timeToLive() {
		return this.keys.timeToLive(name(KEY));
	}

	@Test
	void fencesGrowThoughTheClockWasSetBack() {
		long later = take(KEY).fence() + 1_000_000_000;
		lapse(KEY);
		this.keys.set(name(KEY) + ":f", Long.toString(later).getBytes(StandardCharsets.UTF_8));
		assertThat(take(KEY).fence()).isEqualTo(later + 1);
	}

	@Test
	void refusesWhatAnotherInstanceHas() {
		take(KEY);
		try (RedisConnections others = connections(this.application)) {
			assertThat(new RedisLeaseStore(others, this.prefix).claim(KEY, TIME)).isEqualTo(LeaseStore.Claim.HELD);
		}
	}

}
