package dev.llmcache.embedding;

import java.util.List;

/**
 * Asks a model for vectors.
 */
@FunctionalInterface
interface TextEmbedder {

	/**
	 * Asks the model once.
	 * @param texts texts, each of them once
	 * @return their vectors
	 * @throws RuntimeException if the model fails
	 */
	Vectors embed(List<String> texts);

	/**
	 * Divides texts into what the model takes at once. What it has given for one portion
	 * is remembered even if it fails for the next.
	 * @param texts the texts
	 * @return all of them
	 */
	default List<List<String>> portions(List<String> texts) {
		return List.of(texts);
	}

}
