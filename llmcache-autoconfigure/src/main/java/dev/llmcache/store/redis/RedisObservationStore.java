package dev.llmcache.store.redis;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.Observation;
import dev.llmcache.store.ObservationStore;

/**
 * Verdicts in Redis: a list for each subject, which Redis lets go of a month after the
 * last.
 * <p>
 * Thread-safe. Each call is one command within the connections' deadline, two where the
 * server does not know the script; what fails, throws a
 * {@link org.springframework.dao.DataAccessException}. What a server loses is learned
 * anew.
 */
public final class RedisObservationStore implements ObservationStore {

	private static final LuaScript ADD = LuaScript.load("observations.lua");

	private final RedisConnections connections;

	private final String prefix;

	/**
	 * Creates a store; it needs no server yet.
	 * @param connections the way to the server, which other stores may use too; to be
	 * closed after this store
	 * @param prefix what the keys start with, to tell them from others and to grant
	 * rights on
	 */
	public RedisObservationStore(RedisConnections connections, String prefix) {
		this.connections = connections;
		this.prefix = prefix + "o:";
	}

	@Override
	public void add(Fingerprint subject, Observation observation) {
		ADD.number(this.connections, List.of(name(subject)),
				List.of(observation.encode(), LuaScript.bytes(KEPT), LuaScript.bytes(LIFETIME.toMillis())));
	}

	@Override
	public List<Observation> latest(Fingerprint subject) {
		List<byte[]> verdicts = this.connections
			.call((connection) -> connection.listCommands().lRange(name(subject), 0, KEPT - 1L));
		return Objects.requireNonNull(verdicts)
			.reversed()
			.stream()
			.filter((verdict) -> verdict.length == Observation.LENGTH)
			.map((verdict) -> Observation.decode(ByteBuffer.wrap(verdict)))
			.filter(Objects::nonNull)
			.toList();
	}

	private byte[] name(Fingerprint subject) {
		return LuaScript.bytes(this.prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(subject.bytes()));
	}

}
