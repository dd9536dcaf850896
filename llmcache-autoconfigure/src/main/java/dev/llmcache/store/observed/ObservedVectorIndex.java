package dev.llmcache.store.observed;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.report.store.BreakerReport;
import dev.llmcache.report.store.ServerReport;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import dev.llmcache.store.Neighbour;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.store.VectorIndex;

/**
 * Vector index whose every call is observed.
 *
 * @param index the index, closed with this one
 * @param operations observes it
 */
public record ObservedVectorIndex(VectorIndex index, Operations operations) implements VectorIndex, StoreReporter {

	@Override
	public List<Neighbour> nearest(Fingerprint partition, float[] vector, int limit) {
		return this.operations.observe("search",
				(context) -> found(context, this.index.nearest(partition, vector, limit)));
	}

	@Override
	public List<Neighbour> nearest(Fingerprint partition, String question, float[] vector, int limit, double least) {
		return this.operations.observe("search",
				(context) -> found(context, this.index.nearest(partition, question, vector, limit, least)));
	}

	private static List<Neighbour> found(OperationContext context, List<Neighbour> neighbours) {
		context.setFound(neighbours.size());
		return neighbours;
	}

	@Override
	public void put(VectorEntry entry) {
		this.operations.observe("put", () -> this.index.put(entry));
	}

	@Override
	public void remove(Fingerprint id) {
		this.operations.observe("remove", () -> this.index.remove(id));
	}

	@Override
	public long erase(Set<Mark> marks) {
		return this.operations.observe("erase", (context) -> this.index.erase(marks));
	}

	@Override
	public long sweep(UnaryOperator<Set<Stamp>> outdated) {
		return this.operations.observe("sweep", (context) -> this.index.sweep(outdated));
	}

	@Override
	public boolean contains(Fingerprint id) {
		return this.operations.observe("get", (context) -> {
			boolean found = this.index.contains(id);
			context.setFound(found ? 1 : 0);
			return found;
		});
	}

	@Override
	public void forEach(Consumer<StoredRecord> action) {
		this.operations.observe("scan", () -> this.index.forEach(action));
	}

	@Override
	public List<StoreReport> reports() {
		return StoreReporter.of(this.index).reports();
	}

	@Override
	public List<ServerReport> servers() {
		return StoreReporter.of(this.index).servers();
	}

	@Override
	public List<BreakerReport> breakers() {
		return StoreReporter.of(this.index).breakers();
	}

	@Override
	public void close() {
		this.index.close();
	}

}
