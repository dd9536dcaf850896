package dev.llmcache.benchmarks.faults.node;

/**
 * Calls that a node is told to make until it is told to stop.
 *
 * @param seed the same for the same questions
 * @param startMicros when the first begins, in microseconds since the epoch
 * @param perSecond how many begin in a second
 * @param watched whether to look at breakers meanwhile, which has them tried out earlier
 * where there are few calls
 */
public record Load(long seed, long startMicros, int perSecond, boolean watched) {

}
