package dev.llmcache.autoconfigure;

import dev.llmcache.autoconfigure.LlmCacheProperties.Tenancy;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one tenant or user may take of what all share.
 *
 * @param tenantShare Part of each store in this process, above 0 and at most 1, that the
 * answers of one tenant may take. A tenant that would take more loses its own, the oldest
 * first. Answers of no tenant, such as public ones, count as those of one. Without
 * tenants there is no such limit.
 * @param tenantEntries Answers of one tenant that PostgreSQL keeps, of which the newest
 * stay, or 0 for any number. Without tenants there is no such limit.
 * @param answersPerMinute New answers that an instance stores for a tenant in a minute,
 * or for a user where there is no tenant, or 0 for any number. Calls without tenants and
 * users have no such limit, but where their answers are everyone's: those count together.
 */
public record LimitsProperties(@DefaultValue("0.5") double tenantShare, @DefaultValue("100000") int tenantEntries,
		@DefaultValue("10000") int answersPerMinute) {

	/**
	 * What one tenant may take.
	 * @param bytes what all may take
	 * @param tenancy whether there are tenants
	 * @return bytes
	 */
	long share(long bytes, Tenancy tenancy) {
		return (tenancy == Tenancy.MULTI) ? Math.max(1, (long) (this.tenantShare * bytes)) : bytes;
	}

	/**
	 * Entries that one tenant may have in a table.
	 * @param tenancy whether there are tenants
	 * @return a number, or 0 for any
	 */
	int entries(Tenancy tenancy) {
		return (tenancy == Tenancy.MULTI) ? this.tenantEntries : 0;
	}

}
