package dev.llmcache.embedding;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.llmcache.Layer;
import dev.llmcache.Mark;
import dev.llmcache.VectorKey;
import dev.llmcache.VectorKey.Kind;
import dev.llmcache.report.store.Removal;
import dev.llmcache.report.store.StoreCounts;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import org.jspecify.annotations.Nullable;

/**
 * Vectors in this process, as bytes, at most as many as fit into some memory.
 * <p>
 * Thread-safe. What was on its way while something was erased does not come in: whoever
 * puts says how often had been erased before it was asked for.
 */
final class NearVectors implements StoreReporter {

	private static final int ENTRY_OVERHEAD = 200;

	private final Cache<VectorKey, byte[]> vectors;

	private final long maximumBytes;

	private final StoreCounts counts = new StoreCounts(Removal.SIZE, Removal.ERASED);

	private final AtomicLong erasures = new AtomicLong();

	NearVectors(long maximumBytes) {
		this.maximumBytes = maximumBytes;
		this.vectors = Caffeine.newBuilder()
			.maximumWeight(maximumBytes)
			.weigher((VectorKey key, byte[] vector) -> ENTRY_OVERHEAD + vector.length)
			.executor(Runnable::run)
			.evictionListener((key, vector, cause) -> this.counts.removed(Removal.SIZE, 1))
			.build();
	}

	byte @Nullable [] get(VectorKey key) {
		return this.vectors.getIfPresent(key);
	}

	/** Counts texts whose vectors were wanted, each once. */
	void count(long wanted, long found) {
		this.counts.asked(wanted, found);
	}

	long erasures() {
		return this.erasures.get();
	}

	/** Whether something was erased that a key of a document would not mind. */
	boolean isErasedSince(long erasures, VectorKey key) {
		return key.kind() != Kind.DOCUMENT && erasures != this.erasures.get();
	}

	void put(VectorKey key, byte[] vector, long erasures) {
		if (isErasedSince(erasures, key)) {
			return;
		}
		this.vectors.put(key, vector);
		this.counts.put(1);
		// An erasure in between may not have seen it
		if (isErasedSince(erasures, key)) {
			this.vectors.invalidate(key);
		}
	}

	long erase(Set<Mark> marks) {
		return removeIf((key) -> key.kind() == Kind.INTERNAL || key.bearsAnyOf(marks));
	}

	long eraseAllButDocuments() {
		return removeIf((key) -> key.kind() != Kind.DOCUMENT);
	}

	private long removeIf(Predicate<VectorKey> doomed) {
		this.erasures.incrementAndGet();
		long removed = 0;
		for (VectorKey key : this.vectors.asMap().keySet()) {
			if (doomed.test(key) && this.vectors.asMap().remove(key) != null) {
				removed++;
			}
		}
		this.counts.removed(Removal.ERASED, removed);
		return removed;
	}

	@Override
	public List<StoreReport> reports() {
		long bytes = this.vectors.policy().eviction().orElseThrow().weightedSize().orElseThrow();
		return List.of(new StoreReport("embedding", Layer.EMBEDDING, "caffeine", this.vectors.estimatedSize(), null,
				bytes, this.maximumBytes, this.counts.evictions(), true, this.counts.accesses()));
	}

}
