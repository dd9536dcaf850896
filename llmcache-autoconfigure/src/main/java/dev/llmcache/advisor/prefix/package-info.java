/**
 * The prefix layer's advisor next to the model, and what it tells each provider.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.advisor.prefix;
