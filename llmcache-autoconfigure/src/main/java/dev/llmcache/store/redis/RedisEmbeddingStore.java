package dev.llmcache.store.redis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.llmcache.Layer;
import dev.llmcache.Mark;
import dev.llmcache.VectorKey;
import dev.llmcache.VectorKey.Kind;
import dev.llmcache.report.store.Removal;
import dev.llmcache.report.store.ServerReport;
import dev.llmcache.report.store.StoreCounts;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import dev.llmcache.store.EmbeddingStore;

import org.springframework.dao.QueryTimeoutException;

/**
 * Vectors in Redis, one string value for each: prefix, kind and id are the key of a
 * document; that of a question has the marks of its owner before the id.
 * <p>
 * Thread-safe. Redis lets go of a document that nobody asked for in its time, and of a
 * question when its time is over. {@value #AT_ONCE} vectors at a time are asked for
 * within the connections' deadline; what fails, throws a
 * {@link org.springframework.dao.DataAccessException}.
 */
public final class RedisEmbeddingStore implements EmbeddingStore, StoreReporter {

	static final int AT_ONCE = 64;

	private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

	/** Pages at a time, whose commands the driver's queue has room for. */
	private static final int TURNS = 6;

	private final RedisConnections connections;

	private final String prefix;

	private final Duration deadline;

	private final Duration documentLifetime;

	private final Duration questionLifetime;

	private final StoreCounts counts = new StoreCounts(Removal.ERASED);

	private final RedisFigures figures;

	private final Semaphore turns = new Semaphore(TURNS, true);

	/**
	 * Creates a store; it needs no server yet.
	 * @param connections the way to the server, closed with this store
	 * @param prefix what the keys start with, to tell them from others and to grant
	 * rights on
	 * @param deadline how long {@value #AT_ONCE} vectors may take
	 * @param documentLifetime how long documents are kept that nobody asks for
	 * @param questionLifetime how long questions are kept
	 * @param clock tells when the server was asked for its figures last
	 */
	public RedisEmbeddingStore(RedisConnections connections, String prefix, Duration deadline,
			Duration documentLifetime, Duration questionLifetime, InstantSource clock) {
		this.connections = connections;
		this.prefix = prefix;
		this.deadline = deadline;
		this.documentLifetime = documentLifetime;
		this.questionLifetime = questionLifetime;
		this.figures = new RedisFigures(connections, prefix, clock);
	}

	@Override
	public boolean keeps(Kind kind) {
		return kind != Kind.INTERNAL;
	}

	@Override
	public Map<VectorKey, byte[]> get(Collection<VectorKey> keys) {
		Map<VectorKey, byte[]> found = new HashMap<>();
		for (Kind kind : Kind.values()) {
			Duration lifetime = (kind == Kind.DOCUMENT) ? this.documentLifetime : null;
			for (List<VectorKey> page : pages(keys, kind)) {
				List<byte[]> names = page.stream().map(this::name).toList();
				call((values) -> values.get(names, lifetime))
					.forEach((place, value) -> found.put(page.get(place), value));
			}
		}
		this.counts.asked(keys.size(), found.size());
		return found;
	}

	@Override
	public void put(Map<VectorKey, byte[]> vectors) {
		for (Kind kind : Kind.values()) {
			Duration lifetime = (kind == Kind.DOCUMENT) ? this.documentLifetime : this.questionLifetime;
			for (List<VectorKey> page : pages(vectors.keySet(), kind)) {
				List<byte[]> names = page.stream().map(this::name).toList();
				List<byte[]> values = page.stream().map(vectors::get).toList();
				call((server) -> {
					server.put(names, values, lifetime);
					return true;
				});
				this.counts.put(page.size());
			}
		}
	}

	private <T> T call(Function<Values, T> command) {
		try {
			if (!this.turns.tryAcquire(this.deadline.toNanos(), TimeUnit.NANOSECONDS)) {
				throw new QueryTimeoutException("No turn at Redis came within the deadline");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new QueryTimeoutException("Interrupted while waiting for Redis", ex);
		}
		try {
			return this.connections.call((connection) -> command.apply(Values.of(connection, this.deadline)));
		}
		finally {
			this.turns.release();
		}
	}

	private static List<List<VectorKey>> pages(Collection<VectorKey> keys, Kind kind) {
		List<VectorKey> all = keys.stream().filter((key) -> key.kind() == kind).toList();
		List<List<VectorKey>> pages = new ArrayList<>();
		for (int i = 0; i < all.size(); i += AT_ONCE) {
			pages.add(all.subList(i, Math.min(all.size(), i + AT_ONCE)));
		}
		return pages;
	}

	/**
	 * Removes questions, which takes the longer the more there are of any: it looks at
	 * the key of each.
	 */
	@Override
	public long erase(Set<Mark> marks) {
		Set<String> doomed = marks.stream().map(RedisEmbeddingStore::text).collect(Collectors.toSet());
		String questions = this.prefix + "q:";
		long removed = this.connections.callAtLength((connection) -> {
			Keyspace keyspace = Keyspace.of(connection, questions);
			long erased = 0;
			for (List<byte[]> keys = keyspace.scan(); keys != null; keys = keyspace.scan()) {
				List<byte[]> theirs = keys.stream().filter((key) -> bears(key, questions, doomed)).toList();
				erased += theirs.isEmpty() ? 0 : keyspace.remove(theirs);
			}
			return erased;
		});
		this.counts.removed(Removal.ERASED, removed);
		return removed;
	}

	private static boolean bears(byte[] key, String questions, Set<String> marks) {
		String[] parts = LuaScript.text(key).substring(questions.length()).split(":", -1);
		for (int i = 0; i < parts.length - 1; i++) {
			if (marks.contains(parts[i])) {
				return true;
			}
		}
		return false;
	}

	@Override
	public List<StoreReport> reports() {
		return List.of(this.figures.report("embedding-redis", Layer.EMBEDDING, this.counts));
	}

	@Override
	public List<ServerReport> servers() {
		return List.of(this.figures.server());
	}

	private byte[] name(VectorKey key) {
		StringBuilder name = new StringBuilder(this.prefix).append((key.kind() == Kind.DOCUMENT) ? "d:" : "q:");
		key.owner().forEach((mark) -> name.append(text(mark)).append(':'));
		return LuaScript.bytes(name.append(BASE64.encodeToString(key.id().bytes())).toString());
	}

	private static String text(Mark mark) {
		return BASE64.encodeToString(mark.bytes());
	}

	@Override
	public void close() {
		this.connections.close();
	}

}
