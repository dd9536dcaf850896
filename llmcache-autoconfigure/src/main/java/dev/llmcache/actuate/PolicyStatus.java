package dev.llmcache.actuate;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import dev.llmcache.Layer;
import dev.llmcache.Precision;
import dev.llmcache.policy.Mode;
import dev.llmcache.pricing.Cost;
import dev.llmcache.pricing.ModelTokens;
import dev.llmcache.pricing.PriceList;
import dev.llmcache.report.LayerReport;
import dev.llmcache.report.PolicyReport;
import dev.llmcache.report.PolicyReport.Account;
import dev.llmcache.report.PolicyReport.ThresholdReport;
import dev.llmcache.report.Savings;
import org.jspecify.annotations.Nullable;

/**
 * A policy as operators see it: numbers of this instance, except the precision, which is
 * that of all.
 *
 * @param policy its name
 * @param mode how far the cache takes part in its calls
 * @param semantic what is known of its answers to other questions, or null before there
 * was one
 * @param since since when it counts, or null before the first call
 * @param served calls that were looked up, and what was served
 * @param audits what the model was asked only to compare its answers with those served
 * @param refreshes what the model was asked again in the background, since it had grown
 * old
 * @param net what was saved on the whole, less what audits and refreshes cost
 * @param shadow calls in shadow mode, and what would have been served
 * @param thresholds what would have been served from a cosine similarity on
 */
public record PolicyStatus(String policy, Mode mode, @Nullable SemanticStatus semantic, @Nullable Instant since,
		AccountStatus served, SavingsStatus audits, SavingsStatus refreshes, SavingsStatus net, AccountStatus shadow,
		List<ThresholdStatus> thresholds) {

	static PolicyStatus of(PolicyReport report, Mode mode, @Nullable SemanticStatus semantic, PriceList prices) {
		return new PolicyStatus(report.policy(), mode, semantic, report.since(),
				AccountStatus.of(report.served(), prices), SavingsStatus.of(report.audits(), prices),
				SavingsStatus.of(report.refreshed(), prices), SavingsStatus.of(report.net(), prices),
				AccountStatus.of(report.shadow(), prices),
				report.thresholds().stream().map((each) -> ThresholdStatus.of(each, prices)).toList());
	}

	static PolicyStatus unused(String policy, Mode mode) {
		SavingsStatus nothing = SavingsStatus.NONE;
		AccountStatus none = new AccountStatus(0, List.of());
		return new PolicyStatus(policy, mode, null, null, none, nothing, nothing, nothing, none, List.of());
	}

	/**
	 * What is known of answers to other questions.
	 *
	 * @param serving false once too many were wrong, until they would be right again
	 * @param precision how many of the latest that were compared are right
	 */
	public record SemanticStatus(boolean serving, PrecisionStatus precision) {

	}

	/**
	 * Requests and what became of them.
	 *
	 * @param requests how many could have been served
	 * @param layers what each layer served of them
	 */
	public record AccountStatus(long requests, List<LayerStatus> layers) {

		static AccountStatus of(Account account, PriceList prices) {
			return new AccountStatus(account.requests(),
					account.layers().stream().map((layer) -> LayerStatus.of(layer, prices)).toList());
		}

	}

	/**
	 * What a layer served.
	 *
	 * @param layer the layer
	 * @param hitRate which share of the requests
	 * @param precision how many of its answers say what the model says
	 * @param savings what that saved
	 */
	public record LayerStatus(Layer layer, double hitRate, PrecisionStatus precision, SavingsStatus savings) {

		static LayerStatus of(LayerReport report, PriceList prices) {
			return new LayerStatus(report.layer(), report.hitRate(), PrecisionStatus.of(report.precision()),
					SavingsStatus.of(report.savings(), prices));
		}

	}

	/**
	 * What would have been served by meaning with a threshold.
	 *
	 * @param cosine the least cosine similarity
	 * @param hitRate which share of the requests
	 * @param precision how many of the answers say what the model said
	 * @param savings what that would have saved
	 */
	public record ThresholdStatus(double cosine, double hitRate, PrecisionStatus precision, SavingsStatus savings) {

		static ThresholdStatus of(ThresholdReport report, PriceList prices) {
			return new ThresholdStatus(report.cosine(), report.hitRate(), PrecisionStatus.of(report.precision()),
					SavingsStatus.of(report.savings(), prices));
		}

	}

	/**
	 * Share of answers that are right, and the interval that holds it with 95 %.
	 *
	 * @param right how many are right
	 * @param judged of how many
	 * @param share the one by the other, or null when there is none
	 * @param lower lower end of the interval
	 * @param upper upper end of the interval
	 */
	public record PrecisionStatus(long right, long judged, @Nullable Double share, double lower, double upper) {

		static PrecisionStatus of(Precision precision) {
			return new PrecisionStatus(precision.right(), precision.judged(),
					(precision.judged() > 0) ? precision.share() : null, precision.lower(), precision.upper());
		}

	}

	/**
	 * What the model did not have to do.
	 *
	 * @param answers answers it did not have to give
	 * @param milliseconds that they took it before
	 * @param promptTokens tokens of their prompts
	 * @param completionTokens tokens of the answers
	 * @param usd US dollars that they would have cost, of what prices are known for
	 * @param unpriced models whose price or number of tokens is not known
	 */
	public record SavingsStatus(long answers, long milliseconds, long promptTokens, long completionTokens,
			BigDecimal usd, Set<String> unpriced) {

		static final SavingsStatus NONE = new SavingsStatus(0, 0, 0, 0, BigDecimal.ZERO, Set.of());

		static SavingsStatus of(Savings savings, PriceList prices) {
			ModelTokens tokens = savings.tokens();
			Cost cost = savings.cost(prices);
			return new SavingsStatus(savings.answers(), savings.time().toMillis(), tokens.input(), tokens.output(),
					cost.dollars(), cost.unknown());
		}

	}

}
