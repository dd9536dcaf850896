package dev.llmcache.store.observed;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.llmcache.Mark;
import dev.llmcache.VectorKey;
import dev.llmcache.report.store.BreakerReport;
import dev.llmcache.report.store.ServerReport;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import dev.llmcache.store.EmbeddingStore;

/**
 * Store of vectors whose every call is observed.
 *
 * @param store the store, closed with this one
 * @param operations observes it
 */
public record ObservedEmbeddingStore(EmbeddingStore store,
		Operations operations) implements EmbeddingStore, StoreReporter {

	@Override
	public boolean keeps(VectorKey.Kind kind) {
		return this.store.keeps(kind);
	}

	@Override
	public Map<VectorKey, byte[]> get(Collection<VectorKey> keys) {
		return this.operations.observe("get", (context) -> {
			batch(context, keys);
			Map<VectorKey, byte[]> found = this.store.get(keys);
			context.setFound(found.size());
			return found;
		});
	}

	@Override
	public void put(Map<VectorKey, byte[]> vectors) {
		this.operations.observe("put", (context) -> {
			batch(context, vectors.keySet());
			this.store.put(vectors);
			return true;
		});
	}

	private static void batch(OperationContext context, Collection<VectorKey> keys) {
		if (keys.size() > 1) {
			context.setBatchSize(keys.size());
		}
	}

	@Override
	public long erase(Set<Mark> marks) {
		return this.operations.observe("erase", (context) -> this.store.erase(marks));
	}

	@Override
	public List<StoreReport> reports() {
		return StoreReporter.of(this.store).reports();
	}

	@Override
	public List<ServerReport> servers() {
		return StoreReporter.of(this.store).servers();
	}

	@Override
	public List<BreakerReport> breakers() {
		return StoreReporter.of(this.store).breakers();
	}

	@Override
	public void close() {
		this.store.close();
	}

}
