package dev.llmcache.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.StoredRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.SetCondition;
import org.springframework.data.redis.core.types.Expiration;

/**
 * Records in Redis, one string value for each: prefix and fingerprint in base64url are
 * the key, the record's binary form is the value, and Redis lets go of it when it
 * expires.
 * <p>
 * Thread-safe. Each call is one command, bounded by the connections' deadline; what
 * fails, throws a {@link org.springframework.dao.DataAccessException}. Expiry is checked
 * on reading too, so that a clock of the server that runs late serves nothing stale.
 */
public final class RedisAnswerStore implements AnswerStore {

	/** What keys start with unless the application says otherwise. */
	public static final String DEFAULT_PREFIX = "llmcache:x:";

	// Redis refuses a lifetime that overflows when its own clock is added.
	private static final Duration LONGEST = Duration.ofDays(36_500);

	private final RedisConnections connections;

	private final String prefix;

	private final InstantSource clock;

	/**
	 * Creates a store; it needs no server yet.
	 * @param connections the way to the server, closed with this store
	 * @param prefix what the keys start with, to tell them from others and to grant
	 * rights on
	 * @param clock tells what has expired
	 */
	public RedisAnswerStore(RedisConnections connections, String prefix, InstantSource clock) {
		this.connections = connections;
		this.prefix = prefix;
		this.clock = clock;
	}

	@Override
	public @Nullable StoredRecord get(Fingerprint key) {
		byte[] name = name(key);
		byte[] value = this.connections.call((connection) -> connection.stringCommands().get(name));
		StoredRecord record = StoredRecord.decode(value);
		return (record != null && record.isLiveAt(this.clock.instant())) ? record : null;
	}

	@Override
	public CompletionStage<@Nullable Void> put(Fingerprint key, StoredRecord record) {
		long lifetime = lifetime(record, this.clock.instant());
		if (lifetime <= 0) {
			remove(key);
			return CompletableFuture.completedFuture(null);
		}
		byte[] name = name(key);
		byte[] value = record.encode();
		Expiration expiration = Expiration.milliseconds(lifetime);
		this.connections
			.call((connection) -> connection.stringCommands().set(name, value, SetCondition.upsert(), expiration));
		return CompletableFuture.completedFuture(null);
	}

	private static long lifetime(StoredRecord record, Instant now) {
		Duration lifetime = Duration.between(now, record.expiresAt());
		return ((lifetime.compareTo(LONGEST) < 0) ? lifetime : LONGEST).toMillis();
	}

	@Override
	public void remove(Fingerprint key) {
		byte[] name = name(key);
		this.connections.call((connection) -> connection.keyCommands().del(name));
	}

	@Override
	public long erase(Set<Mark> marks) {
		return 0;
	}

	@Override
	public long sweep(UnaryOperator<Set<Stamp>> outdated) {
		return 0;
	}

	private byte[] name(Fingerprint key) {
		String fingerprint = Base64.getUrlEncoder().withoutPadding().encodeToString(key.bytes());
		return (this.prefix + fingerprint).getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.connections.close();
	}

}
