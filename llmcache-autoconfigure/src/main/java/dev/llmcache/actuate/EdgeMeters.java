package dev.llmcache.actuate;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import dev.llmcache.edge.EdgeDecision.Reason;
import dev.llmcache.edge.EdgeReport;
import dev.llmcache.edge.PurgeTimes;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of the edge layer. What caches in front do not tell is not a number.
 */
public final class EdgeMeters implements MeterBinder {

	private static final String RESPONSES = "llmcache.edge.responses";

	private final EdgeReport report;

	/**
	 * Creates the meters.
	 * @param report what they show
	 */
	public EdgeMeters(EdgeReport report) {
		this.report = report;
	}

	private static double number(OptionalLong known) {
		return known.isPresent() ? known.getAsLong() : Double.NaN;
	}

	private FunctionTimer.Builder<EdgeReport> timer(String name, Function<EdgeReport, PurgeTimes> times) {
		return FunctionTimer.builder(name, this.report, (report) -> times.apply(report).count(),
				(report) -> times.apply(report).time().toNanos(), TimeUnit.NANOSECONDS);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		FunctionCounter.builder(RESPONSES, this.report, EdgeReport::publicResponses)
			.description("Responses with answers of models, by whether caches in front may keep them")
			.tag("decision", "public")
			.tag("reason", "none")
			.register(registry);
		for (Reason reason : Reason.values()) {
			FunctionCounter.builder(RESPONSES, this.report, (report) -> report.withheldResponses().get(reason))
				.tag("decision", "no-store")
				.tag("reason", reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
				.register(registry);
		}
		FunctionCounter.builder("llmcache.edge.purged.tags", this.report, EdgeReport::purgedTags)
			.description("Tags that were purged from caches in front")
			.register(registry);
		FunctionCounter.builder("llmcache.edge.dropped.tags", this.report, EdgeReport::droppedTags)
			.description("Tags that could not be purged from caches in front")
			.register(registry);
		timer("llmcache.edge.purge", EdgeReport::purgeRequests)
			.description("Requests that purged tags from caches in front")
			.register(registry);
		timer("llmcache.edge.purge.lag", EdgeReport::purgeLag)
			.description("Tags that were purged from caches in front, and how long after they were due")
			.register(registry);
		Gauge.builder("llmcache.edge.hit.rate", this.report, (report) -> report.hitRate().orElse(Double.NaN))
			.description("Share of requests that caches in front answered")
			.register(registry);
		Gauge.builder("llmcache.edge.saved.calls", this.report, (report) -> number(report.savedCalls()))
			.description("Calls of models that caches in front saved")
			.register(registry);
	}

}
