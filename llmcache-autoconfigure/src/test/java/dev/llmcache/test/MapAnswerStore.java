package dev.llmcache.test;

import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * Store in a map.
 */
public final class MapAnswerStore implements AnswerStore {

	private final Map<Fingerprint, StoredRecord> records = new ConcurrentHashMap<>();

	private final InstantSource clock;

	private volatile Runnable beforeReading = () -> {
	};

	public MapAnswerStore(InstantSource clock) {
		this.clock = clock;
	}

	/** Does something before each read from now on. */
	public void beforeReading(Runnable what) {
		this.beforeReading = what;
	}

	@Override
	public @Nullable StoredRecord get(Fingerprint key) {
		this.beforeReading.run();
		StoredRecord record = this.records.get(key);
		return (record != null && record.isLiveAt(this.clock.instant())) ? record : null;
	}

	@Override
	public CompletionStage<@Nullable Void> put(Fingerprint key, StoredRecord record) {
		this.records.merge(key, record, (before, after) -> (before.fence() > after.fence()) ? before : after);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public void remove(Fingerprint key) {
		this.records.remove(key);
	}

	@Override
	public long erase(Set<Mark> marks) {
		return removeIf((stamp) -> marks.contains(stamp.mark()));
	}

	@Override
	public long sweep(UnaryOperator<Set<Stamp>> outdated) {
		return removeIf((stamp) -> !outdated.apply(Set.of(stamp)).isEmpty());
	}

	private long removeIf(Predicate<Stamp> dead) {
		long before = this.records.size();
		this.records.values().removeIf((record) -> record.stamps().stream().anyMatch(dead));
		return before - this.records.size();
	}

	@Override
	public void forEach(Consumer<StoredRecord> action) {
		this.records.values().stream().filter((record) -> record.isLiveAt(this.clock.instant())).forEach(action);
	}

	@Override
	public void close() {
		this.records.clear();
	}

	public Map<Fingerprint, StoredRecord> records() {
		return this.records;
	}

}
