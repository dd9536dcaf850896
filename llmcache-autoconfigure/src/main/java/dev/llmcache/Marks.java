package dev.llmcache;

import java.util.List;

/**
 * Digests of what answers can be invalidated by.
 */
@FunctionalInterface
public interface Marks {

	/**
	 * Marks of the answers that an invalidation means.
	 * @param invalidation the invalidation
	 * @return one mark for each secret that answers may be stored under
	 */
	List<Mark> of(Invalidation invalidation);

	/**
	 * Mark of the tenant that an owner's answers belong to, under the current secret.
	 * @param owner whose answers
	 * @return the tenant's mark, or that of everything where there is no tenant
	 */
	default Mark ofTenant(Owner owner) {
		Invalidation all = switch (owner) {
			case Owner.Tenant(String id) -> Invalidation.byTenant(id);
			case Owner.User(String tenant, String id) when tenant != null -> Invalidation.byTenant(tenant);
			case Owner.User user -> Invalidation.all();
			case Owner.Application application -> Invalidation.all();
			case Owner.Everyone everyone -> Invalidation.all();
		};
		return of(all).getFirst();
	}

}
