/**
 * What the code must look like, checked by machine.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.architecture;
