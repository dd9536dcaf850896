/**
 * The console as a person sees it: in a real browser, in front of the sample.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.sample.console;
