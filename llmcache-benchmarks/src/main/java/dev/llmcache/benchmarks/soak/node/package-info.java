/**
 * An application with all layers and a small heap, in a process of its own that makes all
 * kinds of calls and measures itself.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.soak.node;
