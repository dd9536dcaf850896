package dev.llmcache.policy;

import java.util.EnumSet;

import dev.llmcache.BypassReason;
import dev.llmcache.CallTraits;
import dev.llmcache.Decision;
import dev.llmcache.Decision.Bypass;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Layer;

/**
 * Decides from the traits of a call whether and how the cache takes part in it.
 * <p>
 * Pure: the same traits and settings always lead to the same decision.
 */
public final class CachePolicy {

	private final PolicySettings settings;

	public CachePolicy(PolicySettings settings) {
		this.settings = settings;
	}

	/**
	 * Decides about a call.
	 * @param call its traits
	 * @return a plan, or the first reason against one
	 */
	public Decision decide(CallTraits call) {
		if (call.owner() == null) {
			return new Bypass(BypassReason.NO_TENANT);
		}
		if (call.tools()) {
			return new Bypass(BypassReason.TOOLS);
		}
		if (call.questionLength() == 0 && !call.media()) {
			return new Bypass(BypassReason.NO_QUESTION);
		}
		if (call.questionLength() > this.settings.maxQuestionLength()) {
			return new Bypass(BypassReason.QUESTION_TOO_LONG);
		}
		return new Plan(this.settings.name(), layers(call), this.settings.ttl(), this.settings.threshold());
	}

	private EnumSet<Layer> layers(CallTraits call) {
		EnumSet<Layer> layers = EnumSet.noneOf(Layer.class);
		if (this.settings.exact()) {
			layers.add(Layer.EXACT);
		}
		// The vector of a question says nothing of the picture that it asks about
		if (this.settings.semantic() && !call.media()) {
			layers.add(Layer.SEMANTIC);
		}
		return layers;
	}

}
