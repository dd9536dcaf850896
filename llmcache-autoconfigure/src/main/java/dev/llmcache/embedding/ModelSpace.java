package dev.llmcache.embedding;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import dev.llmcache.embedding.ModelOptions.UnreadableOptionsException;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * The vector spaces of a model: one for each way of asking it.
 * <p>
 * Thread-safe. Two models that do not say what they are, such as two that read different
 * files, are told apart by the names of their beans. The model's own options are read
 * each time, since another model may have taken its place behind the bean.
 */
public final class ModelSpace {

	private static final String MODEL = "model";

	private final String name;

	private final String label;

	private final boolean isConfigured;

	private final EmbeddingModel model;

	private final boolean hasOptions;

	private ModelSpace(String name, String label, boolean isConfigured, EmbeddingModel model) {
		this.name = name;
		this.label = label;
		this.isConfigured = isConfigured;
		this.model = model;
		this.hasOptions = ModelOptions.of(model) != null;
	}

	/**
	 * Reads what a model is.
	 * @param model the model
	 * @param beanName name of its bean
	 * @param configuredId what the application says it is, or null if it does not
	 * @return its spaces
	 */
	public static ModelSpace of(EmbeddingModel model, String beanName, @Nullable String configuredId) {
		boolean isConfigured = StringUtils.hasText(configuredId);
		return new ModelSpace(
				isConfigured ? "id " + configuredId
						: "bean %s %s".formatted(beanName, ClassUtils.getUserClass(model).getName()),
				isConfigured ? Objects.requireNonNull(configuredId) : ClassUtils.getUserClass(model).getSimpleName(),
				isConfigured, model);
	}

	/**
	 * The space of what the model gives when it is asked in some way.
	 * @param asked options of the request, or null if there are none
	 * @return the space, or null if it cannot be told from others
	 */
	@Nullable VectorSpace with(@Nullable EmbeddingOptions asked) {
		Map<String, String> effective = options();
		if (effective == null) {
			return null;
		}
		try {
			if (asked != null) {
				effective.putAll(ModelOptions.read(asked));
			}
		}
		catch (UnreadableOptionsException ex) {
			return null;
		}
		StringBuilder form = new StringBuilder(this.name);
		effective.forEach((key,
				value) -> form.append('\n').append(key).append('=').append(value.length()).append(':').append(value));
		String called = effective.get(MODEL);
		return new VectorSpace(form.toString(), isNamed(effective), StringUtils.hasText(called) ? called : this.label);
	}

	private @Nullable Map<String, String> options() {
		EmbeddingOptions own = ModelOptions.of(this.model);
		try {
			if (own == null) {
				return this.hasOptions ? null : new TreeMap<>();
			}
			return ModelOptions.read(own);
		}
		catch (UnreadableOptionsException ex) {
			return this.isConfigured ? new TreeMap<>() : null;
		}
	}

	/**
	 * Whether vectors can be remembered at all.
	 * @return false if the model has options that cannot be compared
	 */
	public boolean isReadable() {
		return options() != null;
	}

	/**
	 * Whether the model says which it is.
	 * @return false if vectors of it may not outlive the process
	 */
	public boolean isNamed() {
		return isNamed(options());
	}

	private boolean isNamed(@Nullable Map<String, String> options) {
		return this.isConfigured || (options != null && StringUtils.hasText(options.get(MODEL)));
	}

	/**
	 * What the model calls itself.
	 * @return the name, or an empty one
	 */
	String model() {
		Map<String, String> options = options();
		return (options != null) ? options.getOrDefault(MODEL, "") : "";
	}

}
