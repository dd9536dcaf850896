package dev.llmcache.actuate;

import java.time.Duration;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import org.jspecify.annotations.Nullable;

/**
 * Meters of what the cache observes: the timer of the calls of back ends has a few
 * buckets, unless the application has configured others, and what is under way has no
 * timer, since it is over before anybody looks, nor have lookups, which
 * {@link CallMeters} time whether they are observed or not.
 */
public final class ObservationFilter implements MeterFilter {

	private static final String OURS = "llmcache.";

	private static final String UNDER_WAY = ".active";

	private static final String OPERATION = OURS + "operation";

	private static final String LOOKUP = OURS + "lookup";

	private static final double[] BUCKETS = Stream.of(1, 5, 20, 50, 150, 500)
		.mapToDouble((milliseconds) -> Duration.ofMillis(milliseconds).toNanos())
		.toArray();

	private static final DistributionStatisticConfig DEFAULTS = DistributionStatisticConfig.builder()
		.serviceLevelObjectives(BUCKETS)
		.build();

	@Override
	public MeterFilterReply accept(Meter.Id id) {
		boolean underWay = id.getName().startsWith(OURS) && id.getName().endsWith(UNDER_WAY);
		return (underWay || id.getName().equals(LOOKUP)) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
	}

	@Override
	public @Nullable DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
		return id.getName().equals(OPERATION) ? config.merge(DEFAULTS) : config;
	}

}
