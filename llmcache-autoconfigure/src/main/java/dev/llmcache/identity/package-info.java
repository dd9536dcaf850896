/**
 * Who makes a call: the places where the name of its tenant or user may be found. Knows
 * Spring Security, servlets and WebFlux, each of which may be missing, but no chat
 * client.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.identity;
