package dev.llmcache.embedding;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.util.ClassUtils;

/**
 * {@link QuestionEmbedder} on an application's {@link EmbeddingModel}.
 * <p>
 * Thread-safe if the model is. The model's name is not on Spring AI's interface: it is
 * the configured one, else what the model's options say beside its class.
 */
public final class SpringAiQuestionEmbedder implements QuestionEmbedder {

	private final EmbeddingModel model;

	private final String name;

	private final VectorSpace space;

	private final OwnWays ways;

	private volatile int dimension;

	/**
	 * Adapts a model that nobody else shares vectors with.
	 * @param model the model
	 * @param configuredName name of the vector space without its dimension, or null to
	 * find one
	 */
	public SpringAiQuestionEmbedder(EmbeddingModel model, @Nullable String configuredName) {
		this(model, configuredName, null);
	}

	/**
	 * Adapts a model.
	 * @param model the model
	 * @param configuredName name of the vector space without its dimension, or null to
	 * find one
	 * @param space the vector space that others know the model by, or null if none do
	 */
	public SpringAiQuestionEmbedder(EmbeddingModel model, @Nullable String configuredName,
			@Nullable VectorSpace space) {
		this.model = model;
		String modelName = modelName(model);
		String configured = Objects.requireNonNullElse(configuredName, "").strip();
		this.name = configured.isEmpty() ? describe(model, modelName) : configured;
		this.space = (space != null) ? space : ownSpace(model, this.name, configured);
		this.ways = OwnWays.of(model);
	}

	private static VectorSpace ownSpace(EmbeddingModel model, String name, String configured) {
		VectorSpace known = ModelSpace.of(model, "", configured).with(null);
		return (known != null) ? known : new VectorSpace("embedder " + name, false, name);
	}

	@Override
	public String modelId() {
		return this.name + "/" + dimension();
	}

	@Override
	public VectorSpace space() {
		return this.space;
	}

	@Override
	public int dimension() {
		int known = this.dimension;
		if (known == 0) {
			known = this.model.dimensions();
			if (known <= 0) {
				throw new IllegalStateException("The embedding model " + this.name + " tells no dimension");
			}
			this.dimension = known;
		}
		return known;
	}

	@Override
	public float[] embed(String question) {
		return embedCounted(question).all().getFirst();
	}

	@Override
	public Vectors embedCounted(String question) {
		Vectors vectors = ask(question);
		float[] vector = vectors.all().getFirst();
		int known = this.dimension;
		if (known == 0) {
			this.dimension = vector.length;
		}
		else if (vector.length != known) {
			throw new IllegalStateException("The embedding model %s changed its dimension from %d to %d"
				.formatted(this.name, known, vector.length));
		}
		return vectors;
	}

	// What it charges is told by no other way of asking than the one that the rest end in
	private Vectors ask(String question) {
		if (this.ways.question() || this.ways.questions()) {
			return Vectors.of(List.of(this.model.embed(question)));
		}
		EmbeddingResponse response = this.model
			.call(new EmbeddingRequest(List.of(question), EmbeddingOptions.builder().build()));
		return Vectors.of(response);
	}

	private static String describe(EmbeddingModel model, @Nullable String modelName) {
		String type = ClassUtils.getShortName(ClassUtils.getUserClass(model));
		return (modelName != null) ? type + "/" + modelName : type;
	}

	private static @Nullable String modelName(EmbeddingModel model) {
		EmbeddingOptions options = ModelOptions.of(model);
		String name = (options != null) ? options.getModel() : null;
		return (name != null && !name.isBlank()) ? name : null;
	}

}
