package dev.llmcache.benchmarks.fleet;

import dev.llmcache.benchmarks.fleet.node.Invalidated;

/**
 * Invalidation by a node: what was asked for before is not to be served after.
 *
 * @param node the number of the node
 * @param outcome what became of it
 */
record Cut(int node, Invalidated outcome) {

}
