package dev.llmcache.embedding;

/**
 * What a {@link VectorMemory} did since the start.
 *
 * @param asked texts whose vectors were wanted, each as often as it was
 * @param embedded texts that a model was asked for and has embedded
 * @param remembered texts that no model was asked for
 * @param failures times at which the store failed; while it is given a rest, it is not
 * asked
 */
public record EmbeddingCounts(long asked, long embedded, long remembered, long failures) {

}
