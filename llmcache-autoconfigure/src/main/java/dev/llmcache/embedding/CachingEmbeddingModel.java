package dev.llmcache.embedding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import dev.llmcache.Owner;
import dev.llmcache.VectorKey;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.BatchingStrategy;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

/**
 * {@link EmbeddingModel} that asks another one only for what nobody remembers.
 * <p>
 * What is embedded as a {@link Document} is shared by all; any other text is a question
 * of the {@link QuestionOwner}. Where it is not known whose a question is, it is embedded
 * and not remembered. The vectors and the order are those of the model, and what it
 * throws is thrown on. Thread-safe if the model is; callers may change what they get.
 */
public final class CachingEmbeddingModel implements EmbeddingModel {

	private final EmbeddingModel delegate;

	private final ModelSpace space;

	private final VectorMemory memory;

	private final @Nullable Owner unboundOwner;

	private volatile int dimension;

	/**
	 * Puts a memory in front of a model.
	 * @param delegate the model
	 * @param space what the model gives vectors of
	 * @param memory remembers them, and may be that of other models too
	 * @param unboundOwner whose a question is that is asked outside of any call, or null
	 * if nobody can know
	 */
	public CachingEmbeddingModel(EmbeddingModel delegate, ModelSpace space, VectorMemory memory,
			@Nullable Owner unboundOwner) {
		this.delegate = delegate;
		this.space = space;
		this.memory = memory;
		this.unboundOwner = unboundOwner;
	}

	/**
	 * The model without a memory.
	 * @return what this delegates to
	 */
	public EmbeddingModel delegate() {
		return this.delegate;
	}

	/**
	 * What the model gives vectors of unless it is asked otherwise.
	 * @return the space, or null if it cannot be told from others
	 */
	public @Nullable VectorSpace space() {
		return this.space.with(null);
	}

	/**
	 * Whether vectors can be remembered at all.
	 * @return false if the model has options that cannot be compared
	 */
	public boolean isReadable() {
		return this.space.isReadable();
	}

	/**
	 * Whether the model says which it is.
	 * @return false if vectors of it do not outlive the process
	 */
	public boolean isNamed() {
		return this.space.isNamed();
	}

	/**
	 * Embeds questions. The usage is what the model has charged for those it was asked
	 * for; it is zero where it was asked for none.
	 */
	@Override
	public EmbeddingResponse call(EmbeddingRequest request) {
		List<String> texts = request.getInstructions();
		Owner asking = QuestionOwner.currentOr(this.unboundOwner);
		VectorSpace asked = this.space.with(request.getOptions());
		if (texts.isEmpty() || asking == null || asked == null || !this.memory.isEnabled()) {
			return this.delegate.call(request);
		}
		Asked model = new Asked(this.delegate, request.getOptions(), this.space.model());
		try {
			return model.response(texts, this.memory.embed(asked, texts,
					(text) -> List.of(this.memory.keys().question(asked.name(), asking, text)), model));
		}
		catch (IncompleteEmbeddingsException ex) {
			return this.delegate.call(request);
		}
	}

	@Override
	public float[] embed(Document document) {
		VectorSpace asked = this.space.with(null);
		String text = getEmbeddingContent(document);
		if (asked == null || text == null || !this.memory.isEnabled()) {
			return this.delegate.embed(document);
		}
		return this.memory
			.embed(asked, List.of(text), documents(asked), (texts) -> List.of(this.delegate.embed(document)))
			.getFirst();
	}

	/**
	 * Embeds documents. Each batch that the model has embedded is remembered, even if it
	 * fails for a later one.
	 */
	@Override
	public List<float[]> embed(List<Document> documents, @Nullable EmbeddingOptions options,
			BatchingStrategy batchingStrategy) {
		VectorSpace asked = this.space.with(options);
		List<String> texts = new ArrayList<>();
		Map<String, Document> byText = new HashMap<>();
		for (Document document : documents) {
			String text = getEmbeddingContent(document);
			texts.add(Objects.requireNonNullElse(text, ""));
			byText.putIfAbsent(texts.getLast(), document);
		}
		if (asked == null || texts.contains("") || !this.memory.isEnabled()) {
			return this.delegate.embed(documents, options, batchingStrategy);
		}
		TextEmbedder model = new AskedForDocuments(this.delegate, options, batchingStrategy, byText);
		try {
			return this.memory.embed(asked, texts, documents(asked), model);
		}
		catch (IncompleteEmbeddingsException ex) {
			return this.delegate.embed(documents, options, batchingStrategy);
		}
	}

	private Function<String, List<VectorKey>> documents(VectorSpace asked) {
		return (text) -> this.memory.keys().document(asked.name(), text);
	}

	@Override
	public @Nullable String getEmbeddingContent(Document document) {
		return this.delegate.getEmbeddingContent(document);
	}

	/**
	 * What the model says, which may embed a text to find it out, and is remembered.
	 */
	@Override
	public int dimensions() {
		int known = this.dimension;
		if (known <= 0) {
			known = this.delegate.dimensions();
			this.dimension = known;
		}
		return known;
	}

	@Override
	public String toString() {
		return "CachingEmbeddingModel[%s]".formatted(this.delegate.getClass().getSimpleName());
	}

}
