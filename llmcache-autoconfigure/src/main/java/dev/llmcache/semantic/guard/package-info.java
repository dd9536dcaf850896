/**
 * Reasons not to take one question's answer for another's, however near their vectors
 * are.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.semantic.guard;
