package dev.llmcache.test;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

import dev.llmcache.Mark;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.InMemoryGenerationStore;

/**
 * Store of generations whose server can be taken away.
 */
public final class FailingGenerationStore implements GenerationStore {

	private final GenerationStore store = new InMemoryGenerationStore(InstantSource.system());

	private volatile boolean failing;

	public void failing(boolean failing) {
		this.failing = failing;
	}

	@Override
	public Map<Mark, Long> read(Set<Mark> marks) {
		return available().read(marks);
	}

	@Override
	public Map<Mark, Long> readOrCreate(Set<Mark> marks, Duration lifetime) {
		return available().readOrCreate(marks, lifetime);
	}

	@Override
	public Map<Mark, Long> replace(Set<Mark> marks, Duration lifetime) {
		return available().replace(marks, lifetime);
	}

	private GenerationStore available() {
		if (this.failing) {
			throw new IllegalStateException("No connection");
		}
		return this.store;
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
