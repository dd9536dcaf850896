package dev.llmcache.store;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.llmcache.Fingerprint;
import dev.llmcache.Generations;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.report.store.BreakerReport;
import dev.llmcache.report.store.ServerReport;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import org.jspecify.annotations.Nullable;

/**
 * Shared store with a near one, in this process, before it.
 * <p>
 * Thread-safe. Reads its own writes: a record is in the near store when {@link #put}
 * returns, and reaches the shared one through the queue; of several of one key that wait
 * there, only the last is written. A record that the shared store has is kept near for as
 * long as it lives. What another process replaces or removes may be served from here
 * until it expires.
 * <p>
 * When the shared store throws, the exception passes to the caller; what is near is
 * served all the same. A write that is under way while its key is removed may arrive
 * after the removal.
 */
public final class NearCachedAnswerStore implements AnswerStore, StoreReporter {

	private static final int STRIPES = 64;

	private final AnswerStore near;

	private final AnswerStore shared;

	private final WriteExecutor writes;

	private final Generations generations;

	private final ConcurrentMap<Fingerprint, StoredRecord> unwritten = new ConcurrentHashMap<>();

	private final Stripe[] stripes = new Stripe[STRIPES];

	/**
	 * Puts one store before the other.
	 * @param near a store that answers at once and throws nothing
	 * @param shared a store that other processes use too
	 * @param writes takes what is to be written to the shared store; closed by whoever
	 * made it, before this
	 * @param generations tell what was invalidated while it waited to be written
	 */
	public NearCachedAnswerStore(AnswerStore near, AnswerStore shared, WriteExecutor writes, Generations generations) {
		this.near = near;
		this.shared = shared;
		this.writes = writes;
		this.generations = generations;
		for (int i = 0; i < STRIPES; i++) {
			this.stripes[i] = new Stripe();
		}
	}

	@Override
	public @Nullable StoredRecord get(Fingerprint key) {
		StoredRecord record = this.near.get(key);
		return (record != null) ? record : fetch(key);
	}

	@Override
	public @Nullable StoredRecord getNear(Fingerprint key) {
		return this.near.getNear(key);
	}

	@Override
	public @Nullable StoredRecord reload(Fingerprint key) {
		StoredRecord own = this.unwritten.get(key);
		StoredRecord record = fetch(key);
		return (own != null && (record == null || record.fence() <= own.fence())) ? own : record;
	}

	private @Nullable StoredRecord fetch(Fingerprint key) {
		Stripe stripe = stripe(key);
		long changes = stripe.changes();
		StoredRecord record = this.shared.get(key);
		if (record != null) {
			stripe.unlessChangedSince(changes, () -> this.near.put(key, record));
		}
		return record;
	}

	@Override
	public CompletionStage<@Nullable Void> put(Fingerprint key, StoredRecord record) {
		stripe(key).change(() -> {
			this.near.put(key, record);
			this.unwritten.merge(key, record, (before, after) -> (before.fence() > after.fence()) ? before : after);
		});
		return this.writes.submit(() -> write(key)).whenComplete((done, failure) -> this.unwritten.remove(key, record));
	}

	private void write(Fingerprint key) {
		StoredRecord record = this.unwritten.get(key);
		if (record == null) {
			return;
		}
		try {
			if (this.generations.areCurrent(record.stamps())) {
				this.shared.put(key, record);
			}
		}
		finally {
			// Not before: whoever reads again must find it here or there
			this.unwritten.remove(key, record);
		}
	}

	@Override
	public void remove(Fingerprint key) {
		this.unwritten.remove(key);
		try {
			this.shared.remove(key);
		}
		finally {
			stripe(key).change(() -> this.near.remove(key));
		}
	}

	@Override
	public long erase(Set<Mark> marks) {
		this.unwritten.values()
			.removeIf((record) -> record.stamps().stream().map(Stamp::mark).anyMatch(marks::contains));
		long near = this.near.erase(marks);
		return Math.max(near, this.shared.erase(marks));
	}

	/**
	 * Sweeps the near store; the shared one is left to itself.
	 */
	@Override
	public long sweep(UnaryOperator<Set<Stamp>> outdated) {
		return this.near.sweep(outdated);
	}

	/**
	 * Hands out what the shared store has or is about to have.
	 */
	@Override
	public void forEach(Consumer<StoredRecord> action) {
		for (Fingerprint key : this.unwritten.keySet()) {
			StoredRecord record = this.near.get(key);
			if (record != null) {
				action.accept(record);
			}
		}
		this.shared.forEach(action);
	}

	/**
	 * Tells of both stores.
	 */
	@Override
	public List<StoreReport> reports() {
		return Stream.of(this.near, this.shared)
			.flatMap((store) -> StoreReporter.of(store).reports().stream())
			.toList();
	}

	@Override
	public List<ServerReport> servers() {
		return StoreReporter.of(this.shared).servers();
	}

	@Override
	public List<BreakerReport> breakers() {
		return StoreReporter.of(this.shared).breakers();
	}

	/**
	 * Closes both stores.
	 */
	@Override
	public void close() {
		this.near.close();
		this.shared.close();
	}

	private Stripe stripe(Fingerprint key) {
		return this.stripes[Math.floorMod(key.hashCode(), STRIPES)];
	}

	/**
	 * Orders the changes of the near store for some of the keys, so that a record that
	 * was on its way from the shared store undoes no later put or removal.
	 */
	private static final class Stripe {

		private long changes;

		synchronized long changes() {
			return this.changes;
		}

		synchronized void change(Runnable change) {
			this.changes++;
			change.run();
		}

		synchronized void unlessChangedSince(long seen, Runnable fill) {
			if (this.changes == seen) {
				fill.run();
			}
		}

	}

}
