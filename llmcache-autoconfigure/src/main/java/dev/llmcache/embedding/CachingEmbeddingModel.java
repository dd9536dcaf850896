package dev.llmcache.embedding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import dev.llmcache.Owner;
import dev.llmcache.VectorKey;
import dev.llmcache.report.EmbeddingUse;
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
 * and not remembered, and neither are messages of a conversation. The vectors and the
 * order are those of the model, and what it throws is thrown on. Thread-safe if the model
 * is; callers may change what they get.
 */
public final class CachingEmbeddingModel implements EmbeddingModel {

	/** Metadata of what Spring AI's memory of conversations keeps in a vector store. */
	private static final Set<String> CONVERSATION = Set.of("conversationId", "messageType");

	private final EmbeddingModel delegate;

	private final ModelSpace space;

	private final OwnWays ways;

	private final VectorMemory memory;

	private final @Nullable Owner unboundOwner;

	private final ChangingIds ids = new ChangingIds();

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
		this.ways = OwnWays.of(delegate);
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
	 * What the model gives vectors of if it embeds a single question.
	 * @return the space, or null if it cannot be told from others
	 */
	public @Nullable VectorSpace space() {
		VectorSpace asked = this.space.with(null);
		return (asked != null) ? this.ways.ofQuestion(asked) : null;
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
			return model.response(texts,
					this.memory.embed(asked, texts, questions(asked, asking), model, EmbeddingUse.QUESTION));
		}
		catch (IncompleteEmbeddingsException ex) {
			return this.delegate.call(request);
		}
	}

	@Override
	public float[] embed(String text) {
		return this.ways.question()
				? embed(List.of(text), this.ways::ofQuestion,
						(texts) -> Vectors.of(texts.stream().map(this.delegate::embed).toList()))
					.getFirst()
				: EmbeddingModel.super.embed(text);
	}

	@Override
	public List<float[]> embed(List<String> texts) {
		return this.ways.questions()
				? embed(texts, this.ways::ofQuestions, (asked) -> Vectors.of(this.delegate.embed(asked)))
				: EmbeddingModel.super.embed(texts);
	}

	private List<float[]> embed(List<String> texts, UnaryOperator<VectorSpace> way, TextEmbedder model) {
		Owner asking = QuestionOwner.currentOr(this.unboundOwner);
		VectorSpace called = this.space.with(null);
		if (texts.isEmpty() || asking == null || called == null || !this.memory.isEnabled()) {
			return model.embed(texts).all();
		}
		VectorSpace asked = way.apply(called);
		try {
			return this.memory.embed(asked, texts, questions(asked, asking), model, EmbeddingUse.QUESTION);
		}
		catch (IncompleteEmbeddingsException ex) {
			return model.embed(texts).all();
		}
	}

	private Function<String, List<VectorKey>> questions(VectorSpace asked, Owner asking) {
		return (text) -> List.of(this.memory.keys().question(asked.name(), asking, text));
	}

	/**
	 * Embeds questions. A model that does so by a method of its own is asked each time.
	 */
	@Override
	public EmbeddingResponse embedForResponse(List<String> texts) {
		return this.ways.response() ? this.delegate.embedForResponse(texts)
				: EmbeddingModel.super.embedForResponse(texts);
	}

	@Override
	public float[] embed(Document document) {
		VectorSpace asked = this.space.with(null);
		String text = getEmbeddingContent(document);
		if (asked == null || text == null || !isShared(document) || !this.memory.isEnabled()) {
			return this.delegate.embed(document);
		}
		this.ids.lookAt(document, text);
		return this.memory
			.embed(asked, List.of(text), documents(asked),
					(texts) -> Vectors.of(List.of(this.delegate.embed(document))), EmbeddingUse.DOCUMENT)
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
			if (text == null || !isShared(document)) {
				return this.delegate.embed(documents, options, batchingStrategy);
			}
			this.ids.lookAt(document, text);
			texts.add(text);
			byText.putIfAbsent(text, document);
		}
		if (asked == null || !this.memory.isEnabled()) {
			return this.delegate.embed(documents, options, batchingStrategy);
		}
		TextEmbedder model = new AskedForDocuments(this.delegate, options, batchingStrategy, byText,
				this.ways.documents());
		try {
			return this.memory.embed(asked, texts, documents(asked), model, EmbeddingUse.DOCUMENT);
		}
		catch (IncompleteEmbeddingsException | UnknownBatchesException ex) {
			return this.delegate.embed(documents, options, batchingStrategy);
		}
	}

	// A picture is not told by its caption, and Spring AI's memory of conversations keeps
	// what somebody said as documents
	private static boolean isShared(Document document) {
		return document.isText() && !document.getMetadata().keySet().containsAll(CONVERSATION);
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
