package dev.llmcache.autoconfigure;

import java.util.function.Supplier;

import dev.llmcache.store.DataKeyStore;
import dev.llmcache.store.ObservationStore;
import dev.llmcache.store.VectorIndex;
import org.jspecify.annotations.Nullable;

/**
 * Where the semantic layer stores questions and answers.
 *
 * @param index the index
 * @param shared whether other instances use it too
 * @param generations opens generations that are as lasting as the index, or null when it
 * lasts no longer than this process
 * @param observations opens verdicts that are as lasting as the index, or null likewise
 * @param dataKeys opens data keys that are as lasting as the index, or null likewise
 */
record SemanticStoreChoice(VectorIndex index, boolean shared, @Nullable IndexGenerations generations,
		@Nullable Supplier<ObservationStore> observations,
		@Nullable Supplier<DataKeyStore> dataKeys) implements AutoCloseable {

	/** With the choice, since a start that fails may never get to the index's bean. */
	@Override
	public void close() {
		this.index.close();
	}

}
