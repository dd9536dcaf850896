package dev.llmcache.actuate;

import java.time.Duration;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import org.jspecify.annotations.Nullable;

/**
 * Gives the timer of the observed calls of back ends its buckets, unless the application
 * has configured others, and leaves out the timer of those under way, which are over
 * before anybody looks.
 */
public final class OperationFilter implements MeterFilter {

	private static final String NAME = "llmcache.operation";

	private static final String UNDER_WAY = NAME + ".active";

	private static final double[] BUCKETS = Stream.of(1, 5, 20, 50, 150, 500)
		.mapToDouble((milliseconds) -> Duration.ofMillis(milliseconds).toNanos())
		.toArray();

	private static final DistributionStatisticConfig DEFAULTS = DistributionStatisticConfig.builder()
		.serviceLevelObjectives(BUCKETS)
		.build();

	@Override
	public MeterFilterReply accept(Meter.Id id) {
		return id.getName().equals(UNDER_WAY) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
	}

	@Override
	public @Nullable DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
		return id.getName().equals(NAME) ? config.merge(DEFAULTS) : config;
	}

}
