/**
 * What the support desk knows, and the lexical search for the entry that answers a
 * question.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.sample.faq;
