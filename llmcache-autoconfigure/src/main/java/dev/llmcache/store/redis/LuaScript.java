package dev.llmcache.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.core.script.DigestUtils;

/**
 * Script that a server carries out at one moment, on keys of one slot.
 * <p>
 * A server that does not know the script is sent its text. The script is told so by its
 * last argument, {@code new} or else {@code known}, since a server has forgotten all
 * scripts when it was started again. Thread-safe.
 */
final class LuaScript {

	private static final byte[] NEW = bytes("new");

	private static final byte[] KNOWN = bytes("known");

	private final byte[] text;

	private final String digest;

	private LuaScript(String text) {
		this.text = bytes(text);
		this.digest = DigestUtils.sha1DigestAsHex(text);
	}

	/**
	 * Loads a script.
	 * @param name a file of this package
	 * @return the script
	 */
	static LuaScript load(String name) {
		try (InputStream stream = LuaScript.class.getResourceAsStream(name)) {
			byte[] text = Objects.requireNonNull(stream, name).readAllBytes();
			return new LuaScript(new String(text, StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Has the server carry it out.
	 * @param connections the way to the server
	 * @param keys the keys that it reads or changes, one at the least
	 * @param arguments its arguments but the last
	 * @return the number that it returned
	 */
	long number(RedisConnections connections, List<byte[]> keys, List<byte[]> arguments) {
		return (Long) call(connections, ReturnType.INTEGER, keys, arguments);
	}

	/**
	 * Has the server carry it out.
	 * @param connections the way to the server
	 * @param keys the keys that it reads or changes, one at the least
	 * @param arguments its arguments but the last
	 * @return the strings that it returned, null in place of false
	 */
	@SuppressWarnings("unchecked")
	List<byte @Nullable []> strings(RedisConnections connections, List<byte[]> keys, List<byte[]> arguments) {
		return (List<byte @Nullable []>) call(connections, ReturnType.MULTI, keys, arguments);
	}

	private Object call(RedisConnections connections, ReturnType type, List<byte[]> keys, List<byte[]> arguments) {
		try {
			byte[][] all = join(keys, arguments, KNOWN);
			return connections.call((connection) -> Objects
				.requireNonNull(connection.scriptingCommands().evalSha(this.digest, type, keys.size(), all)));
		}
		catch (RuntimeException ex) {
			if (!isUnknownScript(ex)) {
				throw ex;
			}
		}
		byte[][] all = join(keys, arguments, NEW);
		return connections.call((connection) -> Objects
			.requireNonNull(connection.scriptingCommands().eval(this.text, type, keys.size(), all)));
	}

	private static byte[][] join(List<byte[]> keys, List<byte[]> arguments, byte[] last) {
		List<byte[]> all = new ArrayList<>(keys);
		all.addAll(arguments);
		all.add(last);
		return all.toArray(byte[][]::new);
	}

	// The drivers have classes of their own for it
	private static boolean isUnknownScript(RuntimeException ex) {
		String message = NestedExceptionUtils.getMostSpecificCause(ex).getMessage();
		return message != null && message.startsWith("NOSCRIPT");
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	static byte[] bytes(long number) {
		return bytes(Long.toString(number));
	}

}
