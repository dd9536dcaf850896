package dev.llmcache.actuate;

import java.util.ArrayList;
import java.util.List;

import dev.llmcache.Invalidation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Answers that an operator chose by one or more of their properties.
 * <p>
 * Its text form says nothing of them.
 *
 * @param tag a tag that they bear, or null
 * @param model their model, or null
 * @param policy their policy, or null
 * @param tenant their tenant, or null; with a user, the user's tenant only
 * @param user their user, or null
 * @param all whether all of them are meant
 */
record ChosenAnswers(@Nullable String tag, @Nullable String model, @Nullable String policy, @Nullable String tenant,
		@Nullable String user, boolean all) {

	/**
	 * What was chosen.
	 * @return an invalidation for each property
	 */
	List<Invalidation> invalidations() {
		List<Invalidation> chosen = new ArrayList<>();
		if (this.all) {
			chosen.add(Invalidation.all());
		}
		if (StringUtils.hasText(this.tag)) {
			chosen.add(Invalidation.byTag(this.tag));
		}
		if (StringUtils.hasText(this.model)) {
			chosen.add(Invalidation.byModel(this.model));
		}
		if (StringUtils.hasText(this.policy)) {
			chosen.add(Invalidation.byPolicy(this.policy));
		}
		if (StringUtils.hasText(this.user)) {
			chosen.add(Invalidation.byUser(StringUtils.hasText(this.tenant) ? this.tenant : null, this.user));
		}
		else if (StringUtils.hasText(this.tenant)) {
			chosen.add(Invalidation.byTenant(this.tenant));
		}
		return chosen;
	}

	@Override
	public String toString() {
		return "ChosenAnswers[]";
	}

}
