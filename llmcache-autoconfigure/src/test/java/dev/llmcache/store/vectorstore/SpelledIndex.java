package dev.llmcache.store.vectorstore;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.store.Neighbour;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.store.VectorIndex;

/**
 * Index of questions that spell their vectors out.
 *
 * @param index needs questions
 */
record SpelledIndex(VectorIndex index) implements VectorIndex {

	@Override
	public List<Neighbour> nearest(Fingerprint partition, float[] vector, int limit) {
		return this.index.nearest(partition, SpelledVectors.spell(vector), vector, limit, -1);
	}

	@Override
	public void put(VectorEntry entry) {
		this.index.put(new VectorEntry(entry.id(), entry.partition(), SpelledVectors.spell(entry.vector()),
				entry.vector(), entry.record()));
	}

	@Override
	public void remove(Fingerprint id) {
		this.index.remove(id);
	}

	@Override
	public long erase(Set<Mark> marks) {
		return this.index.erase(marks);
	}

	@Override
	public long sweep(UnaryOperator<Set<Stamp>> outdated) {
		return this.index.sweep(outdated);
	}

	@Override
	public boolean contains(Fingerprint id) {
		return this.index.contains(id);
	}

	@Override
	public void forEach(Consumer<StoredRecord> action) {
		this.index.forEach(action);
	}

	@Override
	public void close() {
		this.index.close();
	}

}
