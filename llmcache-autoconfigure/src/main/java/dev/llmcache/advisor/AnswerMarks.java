package dev.llmcache.advisor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.llmcache.Decision.Plan;
import dev.llmcache.Invalidation;
import dev.llmcache.Mark;
import dev.llmcache.Marks;
import dev.llmcache.Owner;
import org.jspecify.annotations.Nullable;

/**
 * What the answer to a call can be invalidated by.
 */
final class AnswerMarks {

	private AnswerMarks() {
	}

	/**
	 * Marks that are known before the model is asked.
	 * @param plan what the policy decided about the call
	 * @param model the model that it asks for, or null when it names none
	 * @param marks digests of the application
	 * @return the marks
	 */
	static List<Mark> of(Plan plan, @Nullable String model, Marks marks) {
		List<Invalidation> invalidations = new ArrayList<>();
		invalidations.add(Invalidation.all());
		invalidations.add(Invalidation.byPolicy(plan.policy()));
		if (model != null) {
			invalidations.add(Invalidation.byModel(model));
		}
		switch (plan.owner()) {
			case Owner.Tenant(String id) -> invalidations.add(Invalidation.byTenant(id));
			case Owner.User(String tenant, String id) -> {
				invalidations.add(Invalidation.byUser(tenant, id));
				if (tenant != null) {
					invalidations.add(Invalidation.byTenant(tenant));
				}
			}
			case Owner.Everyone everyone -> {
			}
			case Owner.Application application -> {
			}
		}
		plan.tags().forEach((tag) -> invalidations.add(Invalidation.byTag(tag)));
		Set<Mark> all = new LinkedHashSet<>();
		invalidations.forEach((invalidation) -> all.addAll(marks.of(invalidation)));
		return List.copyOf(all);
	}

}
