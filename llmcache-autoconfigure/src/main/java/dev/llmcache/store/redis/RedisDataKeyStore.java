package dev.llmcache.store.redis;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

import dev.llmcache.Mark;
import dev.llmcache.store.DataKeyStore;
import org.jspecify.annotations.Nullable;

/**
 * Wrapped data keys in Redis, a string without expiry for each, which a server evicts
 * only if its policy is one of {@code allkeys-*}.
 * <p>
 * Thread-safe. Each call but {@link #forEach} and a deletion of several is one command
 * within the connections' deadline, two where the server does not know the script; what
 * fails, throws a {@link org.springframework.dao.DataAccessException}. A replica that had
 * not heard of a deletion when it took over still has the key.
 */
public final class RedisDataKeyStore implements DataKeyStore {

	private static final LuaScript PUT = LuaScript.load("data-keys.lua");

	private static final byte[] CREATE = LuaScript.bytes("create");

	private static final byte[] REPLACE = LuaScript.bytes("replace");

	private final RedisConnections connections;

	private final String prefix;

	/**
	 * Creates a store; it needs no server yet.
	 * @param connections the way to the server, which other stores may use too; to be
	 * closed after this store
	 * @param prefix what the keys start with, to tell them from others and to grant
	 * rights on
	 */
	public RedisDataKeyStore(RedisConnections connections, String prefix) {
		this.connections = connections;
		this.prefix = prefix + "k:";
	}

	@Override
	public byte @Nullable [] find(Mark tenant) {
		byte[] name = name(tenant);
		return this.connections.call((connection) -> connection.stringCommands().get(name));
	}

	@Override
	public byte[] putIfAbsent(Mark tenant, byte[] wrapped) {
		return Objects.requireNonNull(put(tenant, List.of(CREATE, wrapped, wrapped)));
	}

	@Override
	public boolean replace(Mark tenant, byte[] present, byte[] wrapped) {
		return Arrays.equals(put(tenant, List.of(REPLACE, wrapped, present)), wrapped);
	}

	private byte @Nullable [] put(Mark tenant, List<byte[]> arguments) {
		List<byte @Nullable []> there = PUT.strings(this.connections, List.of(name(tenant)), arguments);
		return there.isEmpty() ? null : there.getFirst();
	}

	@Override
	public long delete(Set<Mark> tenants) {
		long deleted = 0;
		for (Mark tenant : tenants) {
			byte[] name = name(tenant);
			Long count = this.connections.call((connection) -> connection.keyCommands().del(name));
			deleted += (count != null) ? count : 0;
		}
		return deleted;
	}

	@Override
	public void forEach(BiConsumer<Mark, byte[]> action) {
		this.connections.callAtLength((connection) -> {
			Keyspace keyspace = Keyspace.of(connection, this.prefix);
			for (List<byte[]> names = keyspace.scan(); names != null; names = keyspace.scan()) {
				List<byte[]> values = keyspace.starts(names, Integer.MAX_VALUE);
				for (int i = 0; i < values.size(); i++) {
					Mark tenant = tenant(names.get(i));
					if (tenant != null) {
						action.accept(tenant, values.get(i));
					}
				}
			}
			return true;
		});
	}

	private byte[] name(Mark tenant) {
		return LuaScript.bytes(this.prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(tenant.bytes()));
	}

	private @Nullable Mark tenant(byte[] name) {
		try {
			byte[] mark = Base64.getUrlDecoder().decode(LuaScript.text(name).substring(this.prefix.length()));
			return (mark.length == Mark.LENGTH) ? Mark.read(ByteBuffer.wrap(mark)) : null;
		}
		// Whoever shares the prefix may call things as he likes
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	@Override
	public void close() {
		// The connections are their maker's
	}

}
