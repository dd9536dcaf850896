package dev.llmcache.benchmarks.faults;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.llmcache.test.servers.RedisServer;

/**
 * What can go wrong with Redis.
 *
 * @param redis the server
 * @param wire the way to it, for what goes wrong there
 */
record RedisFaults(RedisServer redis, FaultyWire wire) {

	private static final Duration DELAY = Duration.ofSeconds(2);

	private static final Pattern USED = Pattern.compile("used_memory:(\\d+)");

	private static final String BALLAST = "llmcache-benchmark-ballast";

	private static final int BALLAST_BYTES = 16_000_000;

	/** How much less there is than there would have to be. */
	private static final int MISSING_BYTES = 200_000;

	List<Fault> ofServer() {
		return List.of(Fault.ofExact("redis-stopped", true, this.redis::pause, this.redis::resume),
				Fault.ofExact("redis-killed", true, this.redis::kill, this.redis::restart),
				Fault.ofExact("redis-emptied", true, this::emptyAndKill, this.redis::restart),
				Fault.ofExact("redis-full-noeviction", false, () -> fill("noeviction"), this::makeRoom),
				Fault.ofExact("redis-full-volatile-lfu", false, () -> fill("volatile-lfu"), this::makeRoom));
	}

	List<Fault> ofWire() {
		return List.of(Fault.ofExact("redis-slow", true, () -> this.wire.slowReplies(DELAY), this.wire::recover),
				Fault.ofExact("redis-cut", true, this.wire::cutReplies, this.wire::recover));
	}

	// Nobody may evict the ballast, so that what there is to evict is the cache's
	private void fill(String policy) {
		require(this.redis.ask("SETRANGE " + BALLAST + " " + BALLAST_BYTES + " x"));
		require(this.redis.ask("CONFIG SET maxmemory-policy " + policy));
		Matcher used = USED.matcher(this.redis.ask("INFO memory"));
		if (!used.find()) {
			throw new IllegalStateException("Redis does not say what memory it uses");
		}
		require(this.redis.ask("CONFIG SET maxmemory " + (Long.parseLong(used.group(1)) - MISSING_BYTES)));
	}

	private void makeRoom() {
		require(this.redis.ask("CONFIG SET maxmemory 0"));
		require(this.redis.ask("DEL " + BALLAST));
	}

	private void emptyAndKill() {
		require(this.redis.ask("FLUSHALL"));
		this.redis.kill();
	}

	private static void require(String reply) {
		if (reply.isEmpty() || reply.startsWith("-")) {
			throw new IllegalStateException("Redis replied: " + reply);
		}
	}

}
