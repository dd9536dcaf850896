package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.Base64;
import java.util.List;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.LeaseStore;

/**
 * Leases in Redis: a value for each that is held, which Redis lets go of when it ends,
 * and the last fence of each key for an hour, so that fences grow though the clock of the
 * server, or of another that takes over from it, is late by as much.
 * <p>
 * Thread-safe. Each call is one command within the connections' deadline, two where the
 * server does not know the script; what fails, throws a
 * {@link org.springframework.dao.DataAccessException}. A server that loses what it knows
 * grants again what is held.
 */
public final class RedisLeaseStore implements LeaseStore {

	private static final LuaScript SCRIPT = LuaScript.load("leases.lua");

	private static final byte[] LAST_FENCE_KEPT = LuaScript.bytes(Duration.ofHours(1).toMillis());

	private static final long NONE = 0;

	private static final long HELD = 0;

	private static final long DECLINED = -1;

	private final RedisConnections connections;

	private final String prefix;

	/**
	 * Creates a store; it needs no server yet.
	 * @param connections the way to the server, which other stores may use too; to be
	 * closed after this store
	 * @param prefix what the keys start with, to tell them from others and to grant
	 * rights on
	 */
	public RedisLeaseStore(RedisConnections connections, String prefix) {
		this.connections = connections;
		this.prefix = prefix + "l:";
	}

	@Override
	public Claim claim(Fingerprint key, Duration time) {
		long reply = call("claim", key, time, NONE);
		if (reply == HELD) {
			return Claim.HELD;
		}
		return (reply == DECLINED) ? Claim.DECLINED : new Claim.Granted(new Lease(key, Math.abs(reply)), reply < 0);
	}

	@Override
	public boolean renew(Lease lease, Duration time) {
		return call("renew", lease.key(), time, lease.fence()) != NONE;
	}

	@Override
	public void release(Lease lease) {
		call("release", lease.key(), Duration.ZERO, lease.fence());
	}

	@Override
	public void decline(Lease lease, Duration time) {
		call("decline", lease.key(), time, lease.fence());
	}

	private long call(String operation, Fingerprint key, Duration time, long fence) {
		String name = this.prefix + "{" + Base64.getUrlEncoder().withoutPadding().encodeToString(key.bytes()) + "}";
		List<byte[]> keys = List.of(LuaScript.bytes(name), LuaScript.bytes(name + ":f"));
		List<byte[]> arguments = List.of(LuaScript.bytes(operation), LuaScript.bytes(Lifetime.toMillis(time)),
				LuaScript.bytes(fence), LAST_FENCE_KEPT);
		return SCRIPT.number(this.connections, keys, arguments);
	}

	@Override
	public void close() {
		// The connections are their maker's
	}

}
