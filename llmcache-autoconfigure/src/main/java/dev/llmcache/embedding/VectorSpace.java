package dev.llmcache.embedding;

/**
 * What vectors have to have in common to be compared: the model, and the options that
 * change what it gives.
 *
 * @param name tells it from all other spaces; it may be long
 * @param isNamed whether the model said which it is, so that a vector is sure to be from
 * the same model after the application was changed
 * @param model what the model calls itself, or is called here, to those who count
 */
public record VectorSpace(String name, boolean isNamed, String model) {

	@Override
	public String toString() {
		return "VectorSpace[]";
	}

}
