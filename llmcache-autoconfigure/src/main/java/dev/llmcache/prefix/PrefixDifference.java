package dev.llmcache.prefix;

import dev.llmcache.prefix.lint.VolatileKind;

/**
 * Where the head of a prompt first differs from the one before it, without what it says.
 *
 * @param block index of the part, tools counted first
 * @param role what the part is
 * @param offset character of the part up to which both are the same, in steps of 32
 * @param kind what it looks like
 */
public record PrefixDifference(int block, PromptBlock.Role role, int offset, VolatileKind kind) {

}
