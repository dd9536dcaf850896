package dev.llmcache.store.redis;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.llmcache.Mark;
import dev.llmcache.store.GenerationStore;

/**
 * Generations in Redis, one string value for each mark, all in one slot.
 * <p>
 * A server that was started again, one that took over from another and one that lost
 * everything bring no old generation back: the script that reads them compares the name
 * that the server has for the history of its data, which is another then, and gives all
 * marks another generation. It does so at the same moment, so that no connection needs to
 * be watched. A value that is evicted or deleted concerns its mark only.
 * <p>
 * Listeners are told over a connection of its own, if {@link RedisConnections} can have
 * one; otherwise of nothing.
 * <p>
 * Thread-safe. Each call is one command within the connections' deadline, two where the
 * server does not know the script; what fails, throws a
 * {@link org.springframework.dao.DataAccessException}. Of more than
 * {@value #MOST_AT_ONCE} marks, each so many are read or changed at a moment.
 */
public final class RedisGenerationStore implements GenerationStore {

	/** What keys start with unless the application says otherwise. */
	public static final String DEFAULT_PREFIX = "llmcache:";

	static final int MOST_AT_ONCE = 250;

	private static final String READ = "read";

	private static final String CREATE = "create";

	private static final String REPLACE = "replace";

	private static final LuaScript SCRIPT = LuaScript.load("generations.lua");

	private final RedisConnections connections;

	private final String prefix;

	private final Random random = new SecureRandom();

	private final List<RedisConnections.Subscription> subscriptions = new CopyOnWriteArrayList<>();

	/**
	 * Creates a store; it needs no server yet.
	 * @param connections the way to the server, which other stores may use too; to be
	 * closed after this store
	 * @param prefix what the keys and the channel start with, to tell them from others
	 * and to grant rights on
	 */
	public RedisGenerationStore(RedisConnections connections, String prefix) {
		this.connections = connections;
		this.prefix = prefix + "{g}:";
	}

	@Override
	public Map<Mark, Long> read(Set<Mark> marks) {
		return call(READ, marks, Duration.ZERO);
	}

	@Override
	public Map<Mark, Long> readOrCreate(Set<Mark> marks, Duration lifetime) {
		return call(CREATE, marks, lifetime);
	}

	@Override
	public Map<Mark, Long> replace(Set<Mark> marks, Duration lifetime) {
		Set<Mark> all = new HashSet<>(marks);
		all.add(Mark.ANY_INVALIDATION);
		return call(REPLACE, all, lifetime);
	}

	private Map<Mark, Long> call(String operation, Set<Mark> marks, Duration lifetime) {
		Map<Mark, Long> generations = new HashMap<>();
		// Who reads between two calls must see that something was invalidated before he
		// sees what
		Comparator<Mark> anyLast = Comparator.comparing(Mark.ANY_INVALIDATION::equals);
		List<Mark> all = marks.stream().sorted(operation.equals(REPLACE) ? anyLast.reversed() : anyLast).toList();
		for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
			List<Mark> some = all.subList(from, Math.min(from + MOST_AT_ONCE, all.size()));
			generations.putAll(callAtOnce(operation, some, lifetime));
		}
		return generations;
	}

	private Map<Mark, Long> callAtOnce(String operation, List<Mark> marks, Duration lifetime) {
		List<byte[]> keys = new ArrayList<>();
		keys.add(LuaScript.bytes(this.prefix + "epoch"));
		marks.forEach((mark) -> keys.add(key(mark)));
		List<byte[]> values = operation.equals(READ) ? List.of() : marks.stream().map((mark) -> random()).toList();
		List<byte[]> arguments = new ArrayList<>();
		arguments.add(LuaScript.bytes(operation));
		arguments.add(random());
		arguments.add(LuaScript.bytes(Lifetime.toMillis(lifetime)));
		arguments.add(LuaScript.bytes(channel()));
		arguments.add(Epoch.message(marks, values));
		arguments.addAll(values);
		// One failure must not have invalidations fail until the server was tried again
		RedisConnections used = operation.equals(REPLACE) ? this.connections.pastBreaker() : this.connections;
		return Epoch.generations(marks, SCRIPT.strings(used, keys, arguments));
	}

	private byte[] key(Mark mark) {
		return LuaScript.bytes(this.prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(mark.bytes()));
	}

	private String channel() {
		return this.prefix + "replaced";
	}

	private byte[] random() {
		byte[] bytes = new byte[Epoch.LENGTH];
		this.random.nextBytes(bytes);
		return bytes;
	}

	/**
	 * Opens a connection for the listener in the background, and another whenever it is
	 * lost. The listener is told that it is, and again when there is another.
	 */
	@Override
	public void listen(Listener listener) {
		this.subscriptions.add(this.connections.subscribe(channel(), new Push(listener)));
	}

	@Override
	public void close() {
		this.subscriptions.forEach(RedisConnections.Subscription::close);
	}

	/**
	 * Tells a listener what is told on the channel.
	 *
	 * @param listener the listener
	 */
	private record Push(Listener listener) implements RedisConnections.Subscriber {

		@Override
		public void received(byte[] message) {
			Map<Mark, Long> generations = Epoch.generations(message);
			if (generations.isEmpty()) {
				this.listener.interrupted();
			}
			else {
				this.listener.replaced(generations);
			}
		}

		@Override
		public void interrupted() {
			this.listener.interrupted();
		}

	}

}
