package dev.llmcache.actuate;

import java.util.List;

import dev.llmcache.actuate.PolicyStatus.PrecisionStatus;
import dev.llmcache.actuate.PolicyStatus.SemanticStatus;
import dev.llmcache.policy.CachePolicies;
import dev.llmcache.policy.CachePolicy;
import dev.llmcache.policy.Mode;
import dev.llmcache.report.Ledger;
import dev.llmcache.semantic.Calibrators;
import dev.llmcache.semantic.PolicyPrecisions;
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

	/**
	 * Finds it in what is known of policies.
	 * @param policies the policies
	 * @param ledger what they did
	 * @param precisions how right they were, or null without a semantic layer
	 * @param calibrators what was learned of them, or null without a semantic layer
	 */
	public PolicyStatuses(CachePolicies policies, Ledger ledger, @Nullable PolicyPrecisions precisions,
			@Nullable Calibrators calibrators) {
		this.policies = policies;
		this.ledger = ledger;
		this.precisions = precisions;
		this.calibrators = calibrators;
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
		return this.ledger.reports()
			.stream()
			.filter((report) -> report.policy().equals(name))
			.findFirst()
			.map((report) -> PolicyStatus.of(report, mode, semantic(name)))
			.orElseGet(() -> PolicyStatus.unused(name, mode));
	}

	/**
	 * What is known of a policy's answers to other questions, or null when nothing is.
	 */
	@Nullable SemanticStatus semantic(String name) {
		PolicyPrecisions.Status status = (this.precisions != null) ? this.precisions.statuses().get(name) : null;
		return (status != null) ? new SemanticStatus(status.serves(), PrecisionStatus.of(status.precision())) : null;
	}

	/** How often nothing could be learned, since the store of verdicts failed. */
	long learningFailures() {
		return ((this.precisions != null) ? this.precisions.failures() : 0)
				+ ((this.calibrators != null) ? this.calibrators.failures() : 0);
	}

	boolean switchTo(String name, Mode mode) {
		return this.policies.switchTo(name, mode);
	}

}
