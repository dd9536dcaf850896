package dev.llmcache.advisor;

import dev.llmcache.BypassReason;
import dev.llmcache.CacheQuery;
import dev.llmcache.Decision.Plan;

/**
 * What the cache is going to do about a call.
 */
sealed interface PlannedCall {

	record Cached(CacheQuery query, Plan plan) implements PlannedCall {

	}

	record Bypassed(BypassReason reason) implements PlannedCall {

	}

}
