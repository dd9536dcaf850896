package dev.llmcache.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import dev.llmcache.Fingerprint;
import dev.llmcache.Layer;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.report.store.BreakerReport;
import dev.llmcache.report.store.Removal;
import dev.llmcache.report.store.StoreCounts;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import dev.llmcache.store.Neighbour;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.store.VectorIndex;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Index that is opened when it is first used, since at start the embedding model could
 * not tell its dimension.
 * <p>
 * Until it is open each call fails; it is tried again every two seconds at the most. What
 * to change when it cannot be opened as configured is logged once.
 */
final class DeferredVectorIndex implements VectorIndex, StoreReporter {

	private static final Log logger = LogFactory.getLog(LlmCacheAutoConfiguration.class);

	private static final StoreReport UNOPENED = new StoreReport("semantic", Layer.SEMANTIC, "postgresql", null, null,
			null, null,
			new StoreCounts(Removal.EXPIRED, Removal.INVALIDATED, Removal.ERASED, Removal.QUOTA, Removal.UNREADABLE)
				.evictions(),
			false, new StoreCounts().putsOnly());

	private static final Duration PAUSE = Duration.ofSeconds(2);

	private final Supplier<VectorIndex> opening;

	private final InstantSource clock;

	private final ReentrantLock lock = new ReentrantLock();

	private volatile @Nullable VectorIndex index;

	private volatile Instant pausedUntil = Instant.MIN;

	private boolean advised;

	DeferredVectorIndex(Supplier<VectorIndex> opening, InstantSource clock) {
		this.opening = opening;
		this.clock = clock;
	}

	@Override
	public List<Neighbour> nearest(Fingerprint partition, float[] vector, int limit) {
		return opened().nearest(partition, vector, limit);
	}

	@Override
	public List<Neighbour> nearest(Fingerprint partition, String question, float[] vector, int limit, double least) {
		return opened().nearest(partition, question, vector, limit, least);
	}

	@Override
	public void put(VectorEntry entry) {
		opened().put(entry);
	}

	@Override
	public void remove(Fingerprint id) {
		opened().remove(id);
	}

	@Override
	public long erase(Set<Mark> marks) {
		return opened().erase(marks);
	}

	@Override
	public long sweep(UnaryOperator<Set<Stamp>> outdated) {
		return opened().sweep(outdated);
	}

	@Override
	public boolean contains(Fingerprint id) {
		return opened().contains(id);
	}

	@Override
	public void forEach(Consumer<StoredRecord> action) {
		opened().forEach(action);
	}

	@Override
	public List<StoreReport> reports() {
		VectorIndex open = this.index;
		return (open != null) ? StoreReporter.of(open).reports() : List.of(UNOPENED);
	}

	@Override
	public List<BreakerReport> breakers() {
		VectorIndex open = this.index;
		return (open != null) ? StoreReporter.of(open).breakers()
				: List.of(new BreakerReport("semantic", "postgresql", true));
	}

	@Override
	public void close() {
		VectorIndex open = this.index;
		if (open != null) {
			open.close();
		}
	}

	private VectorIndex opened() {
		VectorIndex open = this.index;
		if (open != null) {
			return open;
		}
		if (this.clock.instant().isBefore(this.pausedUntil) || !this.lock.tryLock()) {
			throw new IllegalStateException("The index is not open yet");
		}
		try {
			return open();
		}
		finally {
			this.lock.unlock();
		}
	}

	private VectorIndex open() {
		VectorIndex open = this.index;
		if (open == null) {
			this.pausedUntil = this.clock.instant().plus(PAUSE);
			try {
				open = this.opening.get();
			}
			catch (LlmCacheConfigurationException ex) {
				advise(ex);
				throw ex;
			}
			this.index = open;
		}
		return open;
	}

	private void advise(LlmCacheConfigurationException failure) {
		if (!this.advised) {
			this.advised = true;
			logger.warn("The semantic layer finds nothing. %s %s".formatted(failure.getMessage(), failure.getAction()));
		}
	}

}
