package dev.llmcache.report.store;

/**
 * Whether something that failed is being given a rest.
 *
 * @param name what is not asked meanwhile, lower case with hyphens, one for all of the
 * application
 * @param backend what that is made of
 * @param open whether it is given a rest at present
 */
public record BreakerReport(String name, String backend, boolean open) {

}
