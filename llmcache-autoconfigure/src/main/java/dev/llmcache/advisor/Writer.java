package dev.llmcache.advisor;

import dev.llmcache.Identity;

/**
 * Whose call may leave an answer behind.
 *
 * @param identity who makes the call, as far as anybody needs to know
 * @param isTrusted whether the answer may be served to all who share the policy's answers
 */
record Writer(Identity identity, boolean isTrusted) {

}
