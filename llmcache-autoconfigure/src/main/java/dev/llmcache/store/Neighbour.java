package dev.llmcache.store;

import dev.llmcache.Fingerprint;

/**
 * Record that a search found, and how near it is.
 *
 * @param id the id that it was put with
 * @param similarity cosine of the angle between its vector and the one searched for, from
 * -1 to 1
 * @param record the record
 */
public record Neighbour(Fingerprint id, double similarity, StoredRecord record) {

}
