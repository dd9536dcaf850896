/**
 * What a store is, and the form in which records lie in one.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.store;
