package dev.llmcache.benchmarks.fleet;

/**
 * Call of the model.
 *
 * @param serial its number, which its answer tells
 * @param node the node that called
 * @param question what it asked
 * @param micros when it came in, in microseconds since the epoch
 */
record ModelCall(int serial, int node, String question, long micros) {

}
