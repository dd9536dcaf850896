package dev.llmcache.prefix;

import dev.llmcache.prefix.SystemSplit.VolatileRules;

/**
 * What a policy does to the prompts of its calls.
 *
 * @param placement where what changes from call to call is put
 * @param rules what of the system text that is
 */
public record PrefixPolicy(VolatilePlacement placement, VolatileRules rules) {

	/** Prompts stay as they are. */
	public static final PrefixPolicy OFF = new PrefixPolicy(VolatilePlacement.OFF, VolatileRules.NONE);

}
