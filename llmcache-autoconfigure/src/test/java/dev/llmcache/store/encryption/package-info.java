/**
 * Encryption of what is stored.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.store.encryption;
