package dev.llmcache.embedding;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
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

	private volatile int dimension;

	/**
	 * Adapts a model.
	 * @param model the model
	 * @param configuredName name of the vector space without its dimension, or null to
	 * find one
	 */
	public SpringAiQuestionEmbedder(EmbeddingModel model, @Nullable String configuredName) {
		this.model = model;
		this.name = (configuredName != null && !configuredName.isBlank()) ? configuredName.strip() : describe(model);
	}

	@Override
	public String modelId() {
		return this.name + "/" + dimension();
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
		float[] vector = UnitVector.of(this.model.embed(question));
		int known = this.dimension;
		if (known == 0) {
			this.dimension = vector.length;
		}
		else if (vector.length != known) {
			throw new IllegalStateException("The embedding model %s changed its dimension from %d to %d"
				.formatted(this.name, known, vector.length));
		}
		return vector;
	}

	private static String describe(EmbeddingModel model) {
		String type = ClassUtils.getShortName(ClassUtils.getUserClass(model));
		EmbeddingOptions options = options(model);
		String modelName = (options != null) ? options.getModel() : null;
		return (modelName != null && !modelName.isBlank()) ? type + "/" + modelName : type;
	}

	private static @Nullable EmbeddingOptions options(EmbeddingModel model) {
		Method getter = ClassUtils.getMethodIfAvailable(model.getClass(), "getOptions");
		if (getter == null) {
			return null;
		}
		try {
			Method accessible = ClassUtils.getPubliclyAccessibleMethodIfPossible(getter, model.getClass());
			return (accessible.invoke(model) instanceof EmbeddingOptions options) ? options : null;
		}
		catch (IllegalAccessException | InvocationTargetException ex) {
			return null;
		}
	}

}
