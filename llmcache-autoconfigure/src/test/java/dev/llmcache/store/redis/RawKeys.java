package dev.llmcache.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Keys of a prefix, past the stores.
 *
 * @param factory the way to the server
 * @param prefix what the keys start with
 */
record RawKeys(RedisConnectionFactory factory, String prefix) {

	/** As fingerprints and marks are written. */
	static String base64(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private <T> T redis(Function<RedisConnection, T> command) {
		try (RedisConnection connection = this.factory.getConnection()) {
			return command.apply(connection);
		}
	}

	Set<String> names() {
		return redis((connection) -> connection.keyCommands().keys(bytes(this.prefix + "*"))).stream()
			.map((key) -> new String(key, StandardCharsets.UTF_8))
			.collect(Collectors.toSet());
	}

	long timeToLive(String name) {
		return redis((connection) -> connection.keyCommands().pTtl(bytes(name)));
	}

	boolean delete(String name) {
		return redis((connection) -> connection.keyCommands().del(bytes(name))) > 0;
	}

	void deleteAll() {
		names().forEach(this::delete);
	}

	void set(String name, byte[] value) {
		redis((connection) -> connection.stringCommands().set(bytes(name), value));
	}

	void setHash(String name) {
		redis((connection) -> connection.hashCommands().hSet(bytes(name), bytes("field"), bytes("value")));
	}

	byte[] get(String name) {
		return redis((connection) -> connection.stringCommands().get(bytes(name)));
	}

}
