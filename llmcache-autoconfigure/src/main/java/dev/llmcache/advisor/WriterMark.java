package dev.llmcache.advisor;

import dev.llmcache.Decision.Plan;
import dev.llmcache.Identity;
import dev.llmcache.Invalidation;
import dev.llmcache.Mark;
import dev.llmcache.Marks;
import dev.llmcache.Owner;
import org.jspecify.annotations.Nullable;

/**
 * Who is held to account for the answers that calls leave behind: the tenant, the user
 * where there is no tenant, all together who left public ones without a name.
 */
final class WriterMark {

	private WriterMark() {
	}

	/**
	 * Finds whom to hold to account.
	 * @param call the call
	 * @param marks digests of the application
	 * @return a mark, or null where there is nobody to be told from others
	 */
	static @Nullable Mark of(PlannedCall.Cached call, Marks marks) {
		Plan plan = call.plan();
		return switch (plan.owner()) {
			case Owner.Application application -> null;
			case Owner.Tenant tenant -> marks.ofTenant(tenant);
			case Owner.User(String tenant, String id) -> of(new Identity(tenant, id), marks);
			case Owner.Everyone everyone -> of(call.writer().identity(), marks);
		};
	}

	private static Mark of(Identity identity, Marks marks) {
		if (identity.tenant() != null) {
			return marks.ofTenant(new Owner.Tenant(identity.tenant()));
		}
		return marks.of((identity.user() != null) ? Invalidation.byUser(null, identity.user()) : Invalidation.all())
			.getFirst();
	}

}
