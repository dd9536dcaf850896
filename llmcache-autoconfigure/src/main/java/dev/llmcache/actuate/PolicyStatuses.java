package dev.llmcache.actuate;

import java.util.List;

import dev.llmcache.actuate.PolicyStatus.PrecisionStatus;
import dev.llmcache.actuate.PolicyStatus.SemanticStatus;
import dev.llmcache.Acceptance;
import dev.llmcache.policy.CachePolicies;
import dev.llmcache.policy.CachePolicy;
import dev.llmcache.policy.Mode;
import dev.llmcache.pricing.PriceList;
import dev.llmcache.report.Ledger;
import dev.llmcache.report.PolicyReport;
import dev.llmcache.semantic.Calibrators;
import dev.llmcache.semantic.EmbeddingSpace;
import dev.llmcache.semantic.PolicyPrecisions;
import dev.llmcache.semantic.QuestionIndex;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how each policy does.
 * <p>
 * Thread-safe.
 */
public final class PolicyStatuses {

	private final CachePolicies policies;

	private final Ledger ledger;

	private final @Nullable PolicyPrecisions precisions;

	private final @Nullable Calibrators calibrators;

	private final @Nullable QuestionIndex questions;

	private final PriceList prices;

	/**
	 * Finds it in what is known of policies.
	 * @param policies the policies
	 * @param ledger what they did
	 * @param precisions how right they were, or null without a semantic layer
	 * @param calibrators what was learned of them, or null without a semantic layer
	 * @param questions the questions that are stored, or null without a semantic layer
	 * @param prices what tokens cost
	 */
	public PolicyStatuses(CachePolicies policies, Ledger ledger, @Nullable PolicyPrecisions precisions,
			@Nullable Calibrators calibrators, @Nullable QuestionIndex questions, PriceList prices) {
		this.policies = policies;
		this.ledger = ledger;
		this.precisions = precisions;
		this.calibrators = calibrators;
		this.questions = questions;
		this.prices = prices;
	}

	List<String> names() {
		return this.policies.byName().keySet().stream().sorted().toList();
	}

	/**
	 * How a policy does.
	 * @param name its name
	 * @return its status, or null if there is no such policy
	 */
	@Nullable PolicyStatus of(String name) {
		CachePolicy policy = this.policies.byName().get(name);
		if (policy == null) {
			return null;
		}
		Mode mode = policy.settings().mode();
		PolicyReport report = this.ledger.report(name);
		return (report != null) ? PolicyStatus.of(report, mode, semantic(name), this.prices)
				: PolicyStatus.unused(name, mode);
	}

	/**
	 * What is known of a policy's answers to other questions, or null when nothing is.
	 */
	@Nullable SemanticStatus semantic(String name) {
		PolicyPrecisions.Status status = (this.precisions != null) ? this.precisions.status(name) : null;
		return (status != null) ? new SemanticStatus(status.serves(), PrecisionStatus.of(status.precision())) : null;
	}

	/** How often nothing could be learned, since the store of verdicts failed. */
	long learningFailures() {
		return ((this.precisions != null) ? this.precisions.failures() : 0)
				+ ((this.calibrators != null) ? this.calibrators.failures() : 0);
	}

	/**
	 * Cosine similarity from which on a question is near enough for a policy.
	 * @param name its name
	 * @return the similarity, or null where it is learned or not known, as it is before
	 * the embedding model was first measured: whoever looks has nobody asked for it
	 */
	@Nullable Double decisionLine(String name) {
		CachePolicy policy = this.policies.byName().get(name);
		if (policy == null || this.questions == null) {
			return null;
		}
		EmbeddingSpace space = this.questions.measuredSpace();
		return switch (policy.settings().acceptance()) {
			case Acceptance.Threshold threshold -> threshold.cosine();
			case Acceptance.Preset preset -> (space != null) ? space.cosine(preset.similarity()) : null;
			case Acceptance.Adaptive adaptive -> null;
		};
	}

	boolean switchTo(String name, Mode mode) {
		return this.policies.switchTo(name, mode);
	}

}
