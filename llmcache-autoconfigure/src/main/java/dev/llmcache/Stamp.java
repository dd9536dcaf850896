package dev.llmcache;

/**
 * Mark of an answer with the generation that it had when the answer was asked for. The
 * answer may be served as long as all of its marks still have these generations.
 *
 * @param mark the mark
 * @param generation a random number, another one after each invalidation
 */
public record Stamp(Mark mark, long generation) {

}
