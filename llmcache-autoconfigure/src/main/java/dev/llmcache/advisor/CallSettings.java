package dev.llmcache.advisor;

/**
 * What all calls of an application have in common.
 *
 * @param namespace keeps applications apart that share a store
 * @param version answers stored under another version are not served
 * @param tenantResolver finds the tenant of a call that names none
 */
public record CallSettings(String namespace, String version, TenantResolver tenantResolver) {

}
