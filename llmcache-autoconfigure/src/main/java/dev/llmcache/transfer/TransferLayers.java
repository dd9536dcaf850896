package dev.llmcache.transfer;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.llmcache.CacheKey;
import dev.llmcache.Layer;
import dev.llmcache.semantic.QuestionIndex;
import dev.llmcache.semantic.SemanticDecision;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.RecordSource;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorIndex;
import org.jspecify.annotations.Nullable;

/**
 * The layers whose entries can be transferred, those of them that there are.
 */
public final class TransferLayers {

	private final Map<Layer, RecordSource> sources = new EnumMap<>(Layer.class);

	private final Map<Layer, EntryTarget> targets = new EnumMap<>(Layer.class);

	/**
	 * Creates the layers.
	 * @param exact store of the exact layer, or null when there is none
	 * @param semantic index of the semantic layer, or null when there is none
	 * @param questions the questions in that index, or null when there is none
	 */
	public TransferLayers(@Nullable AnswerStore exact, @Nullable VectorIndex semantic,
			@Nullable QuestionIndex questions) {
		if (exact != null) {
			this.sources.put(Layer.EXACT, exact);
			this.targets.put(Layer.EXACT, new ExactTarget(exact));
		}
		if (semantic != null && questions != null) {
			this.sources.put(Layer.SEMANTIC, semantic);
			this.targets.put(Layer.SEMANTIC, new SemanticTarget(questions));
		}
	}

	Map<Layer, RecordSource> sources() {
		return this.sources;
	}

	Map<Layer, EntryTarget> targets() {
		return this.targets;
	}

	private record ExactTarget(AnswerStore store) implements EntryTarget {

		@Override
		public @Nullable String embeddingModel() {
			return null;
		}

		@Override
		public CompletionStage<Boolean> put(CacheKey key, String question, StoredRecord record) {
			return this.store.put(key.entry(), record).thenApply((done) -> true);
		}

	}

	private record SemanticTarget(QuestionIndex questions) implements EntryTarget {

		@Override
		public String embeddingModel() {
			return this.questions.modelId();
		}

		@Override
		public CompletionStage<Boolean> put(CacheKey key, String question, StoredRecord record) {
			return CompletableFuture
				.completedFuture(SemanticDecision.isMatchable(question) && this.questions.put(key, question, record));
		}

	}

}
