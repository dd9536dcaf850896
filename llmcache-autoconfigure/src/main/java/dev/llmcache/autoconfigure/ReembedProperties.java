package dev.llmcache.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Answers whose questions were embedded by another model, such as the one before.
 *
 * @param enabled Whether their questions are embedded anew, in the background after the
 * start. Otherwise they are not found by the semantic layer any more.
 * @param perSecond How many questions are embedded in a second at the most.
 * @param fromTable Table of PostgreSQL that they are in, where that is not the present
 * one: vectors of another dimension need a table of their own.
 */
public record ReembedProperties(@DefaultValue("false") boolean enabled, @DefaultValue("20") int perSecond,
		@Nullable String fromTable) {

}
