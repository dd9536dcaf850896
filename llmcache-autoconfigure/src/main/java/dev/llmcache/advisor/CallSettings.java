package dev.llmcache.advisor;

import dev.llmcache.identity.IdentitySources;

/**
 * What all calls of an application have in common.
 *
 * @param namespace keeps applications apart that share a store
 * @param version answers stored under another version are not served
 * @param identities find who makes a call that does not say so itself
 */
public record CallSettings(String namespace, String version, IdentitySources identities) {

}
