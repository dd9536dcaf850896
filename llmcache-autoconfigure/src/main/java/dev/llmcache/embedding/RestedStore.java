package dev.llmcache.embedding;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.llmcache.BreakerOpenException;
import dev.llmcache.Mark;
import dev.llmcache.VectorKey;
import dev.llmcache.report.store.BreakerReport;
import dev.llmcache.report.store.ServerReport;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import dev.llmcache.store.EmbeddingStore;

/**
 * Store that keeps nobody from embedding when it fails: it has nothing then, and is given
 * a rest, twice as long after each failure in a row and two seconds at the most, so that
 * a corpus is not held up by a server that is away.
 * <p>
 * Thread-safe.
 */
final class RestedStore implements StoreReporter {

	private static final Duration FIRST_REST = Duration.ofMillis(500);

	private static final int LONGEST_REST_EXPONENT = 2;

	/** What is found before the store fails is not lost. */
	private static final int AT_ONCE = 500;

	private final EmbeddingStore store;

	private final Consumer<Throwable> failures;

	private final InstantSource clock;

	private final LongAdder failed = new LongAdder();

	private Instant restsUntil = Instant.MIN;

	private int failuresInARow;

	RestedStore(EmbeddingStore store, Consumer<Throwable> failures, InstantSource clock) {
		this.store = store;
		this.failures = failures;
		this.clock = clock;
	}

	boolean keeps(VectorKey.Kind kind) {
		return this.store.keeps(kind);
	}

	Map<VectorKey, byte[]> get(Collection<VectorKey> keys) {
		List<VectorKey> all = List.copyOf(keys);
		Map<VectorKey, byte[]> found = new HashMap<>();
		for (int i = 0; i < all.size(); i += AT_ONCE) {
			List<VectorKey> page = all.subList(i, Math.min(all.size(), i + AT_ONCE));
			found.putAll(attempt(() -> this.store.get(page), Map.of()));
		}
		return found;
	}

	void put(Map<VectorKey, byte[]> vectors) {
		if (!vectors.isEmpty()) {
			attempt(() -> {
				this.store.put(vectors);
				return true;
			}, false);
		}
	}

	/** Rested or not: somebody has to know when something is left. */
	long erase(Set<Mark> marks) {
		return this.store.keeps(VectorKey.Kind.QUESTION) ? this.store.erase(marks) : 0;
	}

	void eraseAgain(Set<Mark> marks) {
		if (!marks.isEmpty()) {
			attempt(() -> this.store.erase(marks), 0L);
		}
	}

	long failures() {
		return this.failed.sum();
	}

	@Override
	public List<StoreReport> reports() {
		return StoreReporter.of(this.store).reports();
	}

	@Override
	public List<ServerReport> servers() {
		return StoreReporter.of(this.store).servers();
	}

	/** One, if the store tells its name. */
	@Override
	public List<BreakerReport> breakers() {
		boolean open = isResting();
		return reports().stream().map((report) -> new BreakerReport(report.store(), report.backend(), open)).toList();
	}

	private <T> T attempt(Supplier<T> call, T otherwise) {
		if (isResting() || isCallerLeaving()) {
			return otherwise;
		}
		try {
			T result = call.get();
			succeeded();
			return result;
		}
		catch (BreakerOpenException ex) {
			return otherwise;
		}
		catch (RuntimeException | LinkageError ex) {
			if (isCallerLeaving()) {
				return otherwise;
			}
			failed();
			this.failed.increment();
			this.failures.accept(ex);
			return otherwise;
		}
	}

	// It would fail for him alone
	private static boolean isCallerLeaving() {
		return Thread.currentThread().isInterrupted();
	}

	private synchronized boolean isResting() {
		return this.clock.instant().isBefore(this.restsUntil);
	}

	private synchronized void succeeded() {
		this.failuresInARow = 0;
	}

	private synchronized void failed() {
		Instant now = this.clock.instant();
		if (now.isBefore(this.restsUntil)) {
			// For others who had asked before
			return;
		}
		this.restsUntil = now.plus(FIRST_REST.multipliedBy(1L << Math.min(this.failuresInARow, LONGEST_REST_EXPONENT)));
		this.failuresInARow++;
	}

}
