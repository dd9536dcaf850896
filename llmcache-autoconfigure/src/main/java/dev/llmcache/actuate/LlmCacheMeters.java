package dev.llmcache.actuate;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import dev.llmcache.actuate.PolicyStatus.AccountStatus;
import dev.llmcache.actuate.PolicyStatus.SemanticStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Meters of what policies serve to other questions: whether they do, how right they are,
 * and what shadow mode and audits have seen.
 */
public final class LlmCacheMeters implements MeterBinder {

	private final PolicyStatuses policies;

	/**
	 * Creates the meters.
	 * @param policies how policies do
	 */
	public LlmCacheMeters(PolicyStatuses policies) {
		this.policies = policies;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		FunctionCounter.builder("llmcache.learning.failures", this.policies, PolicyStatuses::learningFailures)
			.description("Verdicts that could not be read or written; calls go on without them")
			.register(registry);
		for (String policy : this.policies.names()) {
			Tags tags = Tags.of("policy", policy);
			Gauge
				.builder("llmcache.semantic.serving", this.policies,
						semantic(policy, 1, (status) -> status.serving() ? 1 : 0))
				.description("Whether the policy answers questions by meaning: 0 once too many answers were wrong")
				.tags(tags)
				.register(registry);
			Gauge
				.builder("llmcache.semantic.precision", this.policies,
						semantic(policy, Double.NaN, (status) -> orNaN(status.precision().share())))
				.description("Share of the latest answers by meaning that were compared and are right")
				.tags(tags)
				.register(registry);
			counter("llmcache.audits", policy, (status) -> status.audits().answers())
				.description("Calls of the model only to compare its answer with the one served")
				.tags(tags)
				.register(registry);
			counter("llmcache.shadow.requests", policy, (status) -> status.shadow().requests())
				.description("Calls in shadow mode")
				.tags(tags)
				.register(registry);
			for (String layer : List.of("EXACT", "SEMANTIC")) {
				counter("llmcache.shadow.hits", policy, (status) -> hits(status.shadow(), layer))
					.description("Calls in shadow mode that would have been answered")
					.tags(tags.and("layer", layer.toLowerCase(Locale.ROOT)))
					.register(registry);
			}
		}
	}

	private FunctionCounter.Builder<PolicyStatuses> counter(String name, String policy,
			ToDoubleFunction<PolicyStatus> value) {
		return FunctionCounter.builder(name, this.policies, (statuses) -> {
			PolicyStatus status = statuses.of(policy);
			return (status != null) ? value.applyAsDouble(status) : 0;
		});
	}

	private static ToDoubleFunction<PolicyStatuses> semantic(String policy, double unknown,
			ToDoubleFunction<SemanticStatus> value) {
		return (statuses) -> {
			SemanticStatus status = statuses.semantic(policy);
			return (status != null) ? value.applyAsDouble(status) : unknown;
		};
	}

	private static double hits(AccountStatus account, String layer) {
		return account.layers()
			.stream()
			.filter((status) -> status.layer().name().equals(layer))
			.mapToLong((status) -> status.savings().answers())
			.sum();
	}

	private static double orNaN(@Nullable Double value) {
		return (value != null) ? value : Double.NaN;
	}

}
