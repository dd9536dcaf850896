package dev.llmcache.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.llmcache.Fingerprint;
import dev.llmcache.Layer;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.report.store.Removal;
import dev.llmcache.report.store.ServerReport;
import dev.llmcache.report.store.StoreCounts;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.RecordForm;
import dev.llmcache.store.RecordPlace;
import dev.llmcache.store.RecordReader;
import dev.llmcache.store.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records in Redis, one string value for each: prefix and fingerprint in base64url are
 * the key, the record's binary form is the value, and Redis lets go of it when it
 * expires.
 * <p>
 * Thread-safe. Each call but {@link #erase} is one command within the connections'
 * deadline, or two where the server does not know a script; what fails, throws a
 * {@link org.springframework.dao.DataAccessException}. Expiry is checked on reading too,
 * so that a clock of the server that runs late serves nothing stale. What cannot be read
 * is deleted in the background, if it is still there.
 */
public final class RedisAnswerStore implements AnswerStore, StoreReporter {

	/** What keys start with unless the application says otherwise. */
	public static final String DEFAULT_PREFIX = "llmcache:x:";

	private static final LuaScript PUT = LuaScript.load("put.lua");

	private static final LuaScript DELETE = LuaScript.load("delete.lua");

	private final RedisConnections connections;

	private final String prefix;

	private final InstantSource clock;

	private final StoreCounts counts = new StoreCounts(Removal.ERASED, Removal.UNREADABLE);

	private final RecordReader records;

	private final RedisFigures figures;

	/**
	 * Creates a store; it needs no server yet.
	 * @param connections the way to the server, closed with this store
	 * @param prefix what the keys start with, to tell them from others and to grant
	 * rights on
	 * @param clock tells what has expired
	 */
	public RedisAnswerStore(RedisConnections connections, String prefix, InstantSource clock) {
		this(connections, prefix, RecordForm.PLAIN, clock);
	}

	/**
	 * Creates a store; it needs no server yet.
	 * @param connections the way to the server, closed with this store
	 * @param prefix what the keys start with, to tell them from others and to grant
	 * rights on
	 * @param form of the records
	 * @param clock tells what has expired
	 */
	public RedisAnswerStore(RedisConnections connections, String prefix, RecordForm form, InstantSource clock) {
		this.connections = connections;
		this.prefix = prefix;
		this.records = new RecordReader(form, this.counts, "exact answers", this::delete);
		this.clock = clock;
		this.figures = new RedisFigures(connections, prefix, clock);
	}

	@Override
	public @Nullable StoredRecord get(Fingerprint key) {
		byte[] name = name(key);
		byte[] value = this.connections.call((connection) -> connection.stringCommands().get(name));
		StoredRecord record = this.records.read(RecordPlace.of(key), value);
		boolean found = record != null && record.isLiveAt(this.clock.instant());
		this.counts.asked(found);
		return found ? record : null;
	}

	@Override
	public CompletionStage<@Nullable Void> put(Fingerprint key, StoredRecord record) {
		Duration lifetime = Duration.between(this.clock.instant(), record.expiresAt());
		List<byte[]> arguments = List.of(this.records.write(RecordPlace.of(key), record),
				LuaScript.bytes(Lifetime.toMillis(lifetime)), LuaScript.bytes(StoredRecord.FORMAT_LENGTH),
				LuaScript.bytes(StoredRecord.FENCE_OFFSET));
		PUT.number(this.connections, List.of(name(key)), arguments);
		this.counts.put(1);
		return CompletableFuture.completedFuture(null);
	}

	void delete(RecordPlace place, byte[] bytes) {
		DELETE.number(this.connections, List.of(name(place.id())), List.of(bytes));
	}

	@Override
	public void remove(Fingerprint key) {
		byte[] name = name(key);
		this.connections.call((connection) -> connection.keyCommands().del(name));
	}

	/**
	 * Removes all records that bear one of some marks, which takes the longer the more
	 * there are of any: it looks at each.
	 */
	@Override
	public long erase(Set<Mark> marks) {
		long erased = marks.isEmpty() ? 0 : this.connections
			.callAtLength((connection) -> new Erasure(Keyspace.of(connection, this.prefix), marks).run());
		this.counts.removed(Removal.ERASED, erased);
		return erased;
	}

	/**
	 * Does nothing, since Redis lets go of what has expired, and of what nobody asks for
	 * when it needs room.
	 */
	@Override
	public long sweep(UnaryOperator<Set<Stamp>> outdated) {
		return 0;
	}

	@Override
	public void forEach(Consumer<StoredRecord> action) {
		this.connections.callAtLength((connection) -> {
			new RecordWalk(Keyspace.of(connection, this.prefix), this.prefix, this.records, this.clock.instant())
				.forEach(action);
			return true;
		});
	}

	@Override
	public List<StoreReport> reports() {
		return List.of(this.figures.report("exact-redis", Layer.EXACT, this.counts));
	}

	@Override
	public List<ServerReport> servers() {
		return List.of(this.figures.server());
	}

	private byte[] name(Fingerprint key) {
		String fingerprint = Base64.getUrlEncoder().withoutPadding().encodeToString(key.bytes());
		return (this.prefix + fingerprint).getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.records.close();
		this.connections.close();
	}

}
