package dev.llmcache.embedding;

import java.util.Map;
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
 * Immutable and thread-safe. Two models that do not say what they are, such as two that
 * read different files, are told apart by the names of their beans.
 */
public final class ModelSpace {

	private static final String MODEL = "model";

	private final String name;

	private final boolean isNamed;

	private final Map<String, String> options;

	private final boolean isReadable;

	private ModelSpace(String name, boolean isNamed, Map<String, String> options, boolean isReadable) {
		this.name = name;
		this.isNamed = isNamed;
		this.options = options;
		this.isReadable = isReadable;
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
		String name = isConfigured ? "id " + configuredId
				: "bean %s %s".formatted(beanName, ClassUtils.getUserClass(model).getName());
		EmbeddingOptions defaults = ModelOptions.of(model);
		try {
			Map<String, String> options = (defaults != null) ? ModelOptions.read(defaults) : Map.of();
			return new ModelSpace(name, isConfigured, options, true);
		}
		catch (UnreadableOptionsException ex) {
			return new ModelSpace(name, isConfigured, Map.of(), isConfigured);
		}
	}

	/**
	 * The space of what the model gives when it is asked in some way.
	 * @param asked options of the request, or null if there are none
	 * @return the space, or null if it cannot be told from others
	 */
	@Nullable VectorSpace with(@Nullable EmbeddingOptions asked) {
		if (!this.isReadable) {
			return null;
		}
		Map<String, String> effective = new TreeMap<>(this.options);
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
		return new VectorSpace(form.toString(), this.isNamed || StringUtils.hasText(effective.get(MODEL)));
	}

	/**
	 * Whether vectors can be remembered at all.
	 * @return false if the model has options that cannot be compared
	 */
	public boolean isReadable() {
		return this.isReadable;
	}

	/**
	 * Whether the model says which it is.
	 * @return false if vectors of it may not outlive the process
	 */
	public boolean isNamed() {
		return this.isNamed || StringUtils.hasText(this.options.get(MODEL));
	}

	/**
	 * What the model calls itself.
	 * @return the name, or an empty one
	 */
	String model() {
		return this.options.getOrDefault(MODEL, "");
	}

}
