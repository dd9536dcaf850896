/**
 * From scope and question to keys: canonical forms and keyed digests.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.key;
