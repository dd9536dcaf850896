package dev.llmcache.store.observed;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.store.GenerationStore;

/**
 * Generations of which every reading and replacement is observed.
 *
 * @param store the store, closed with this one
 * @param operations observes it
 */
public record ObservedGenerationStore(GenerationStore store, Operations operations) implements GenerationStore {

	@Override
	public Map<Mark, Long> read(Set<Mark> marks) {
		return this.operations.observe("read-generations", (context) -> this.store.read(marks));
	}

	@Override
	public boolean areCurrent(Collection<Stamp> stamps) {
		return this.operations.observe("read-generations", (context) -> this.store.areCurrent(stamps));
	}

	@Override
	public Map<Mark, Long> readOrCreate(Set<Mark> marks, Duration lifetime) {
		return this.operations.observe("read-generations", (context) -> this.store.readOrCreate(marks, lifetime));
	}

	@Override
	public Map<Mark, Long> replace(Set<Mark> marks, Duration lifetime) {
		return this.operations.observe("replace-generations", (context) -> this.store.replace(marks, lifetime));
	}

	@Override
	public boolean isNear() {
		return this.store.isNear();
	}

	@Override
	public void listen(Listener listener) {
		this.store.listen(listener);
	}

	@Override
	public void close() {
		this.store.close();
	}

}
