package dev.llmcache.benchmarks.fleet;

import dev.llmcache.benchmarks.fleet.node.Reply;

/**
 * Call of a node.
 *
 * @param node the number of the node
 * @param reply what became of it
 */
record Read(int node, Reply reply) {

}
