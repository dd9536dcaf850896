package dev.llmcache.transfer;

/**
 * How far a re-embedding is.
 *
 * @param embedded entries that were given a vector of the present model since the start
 * @param present entries of another model that had one already
 * @param failed entries that could not be given one; they are tried again
 * @param finished whether no entry is left
 */
public record ReembeddingProgress(long embedded, long present, long failed, boolean finished) {
}
