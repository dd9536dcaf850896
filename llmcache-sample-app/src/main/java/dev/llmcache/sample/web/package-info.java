/**
 * HTTP interface of the support desk.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.sample.web;
