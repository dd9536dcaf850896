package dev.llmcache.advisor;

import java.util.ArrayList;
import java.util.List;

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

	private static final int FEW = 6;

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
		List<Mark> all = new ArrayList<>(FEW);
		all.addAll(marks.of(Invalidation.all()));
		all.addAll(marks.of(Invalidation.byPolicy(plan.policy())));
		if (model != null) {
			all.addAll(marks.of(Invalidation.byModel(model)));
		}
		switch (plan.owner()) {
			case Owner.Tenant(String id) -> all.addAll(marks.of(Invalidation.byTenant(id)));
			case Owner.User(String tenant, String id) -> {
				all.addAll(marks.of(Invalidation.byUser(tenant, id)));
				if (tenant != null) {
					all.addAll(marks.of(Invalidation.byTenant(tenant)));
				}
			}
			case Owner.Everyone everyone -> {
			}
			case Owner.Application application -> {
			}
		}
		plan.tags().forEach((tag) -> all.addAll(marks.of(Invalidation.byTag(tag))));
		return all;
	}

}
