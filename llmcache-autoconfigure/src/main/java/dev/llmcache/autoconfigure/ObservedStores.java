package dev.llmcache.autoconfigure;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;

import dev.llmcache.Layer;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.EmbeddingStore;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.LeaseStore;
import dev.llmcache.store.ObservationStore;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.observed.ObservedAnswerStore;
import dev.llmcache.store.observed.ObservedEmbeddingStore;
import dev.llmcache.store.observed.ObservedGenerationStore;
import dev.llmcache.store.observed.ObservedLeaseStore;
import dev.llmcache.store.observed.ObservedObservationStore;
import dev.llmcache.store.observed.ObservedVectorIndex;
import dev.llmcache.store.observed.OperationConvention;
import dev.llmcache.store.observed.Operations;
import dev.llmcache.trace.CurrentObservation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Has the calls of back ends observed where the application observes anything.
 */
final class ObservedStores {

	private final ObservationRegistry registry;

	private final @Nullable OperationConvention convention;

	/**
	 * Observes with what the application has.
	 * @param registry its registry
	 * @param convention names of its own
	 */
	ObservedStores(ObjectProvider<ObservationRegistry> registry, ObjectProvider<OperationConvention> convention) {
		this.registry = registry.getIfUnique(() -> ObservationRegistry.NOOP);
		this.convention = convention.getIfUnique();
	}

	AnswerStore answers(String backend, AnswerStore store) {
		return observed(backend, Layer.EXACT, store, ObservedAnswerStore::new);
	}

	VectorIndex index(String backend, VectorIndex index) {
		return observed(backend, Layer.SEMANTIC, index, ObservedVectorIndex::new);
	}

	EmbeddingStore embeddings(String backend, EmbeddingStore store) {
		return observed(backend, Layer.EMBEDDING, store, ObservedEmbeddingStore::new);
	}

	GenerationStore generations(String backend, GenerationStore store) {
		return observed(backend, null, store, ObservedGenerationStore::new);
	}

	LeaseStore leases(String backend, LeaseStore store) {
		return observed(backend, null, store, ObservedLeaseStore::new);
	}

	ObservationStore observations(String backend, ObservationStore store) {
		return observed(backend, null, store, ObservedObservationStore::new);
	}

	/**
	 * Makes threads on which what is observed is part of what is observed on the
	 * caller's.
	 * @param name what their names start with
	 * @return one thread for each task
	 */
	ExecutorService threads(String name) {
		ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name, 0).factory());
		return this.registry.equals(ObservationRegistry.NOOP) ? threads : CurrentObservation.along(threads);
	}

	private <S> S observed(String backend, @Nullable Layer layer, S store, BiFunction<S, Operations, S> observing) {
		return this.registry.equals(ObservationRegistry.NOOP) ? store
				: observing.apply(store, new Operations(backend, layer, this.registry, this.convention));
	}

}
