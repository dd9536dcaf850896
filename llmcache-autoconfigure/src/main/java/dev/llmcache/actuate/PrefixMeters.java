package dev.llmcache.actuate;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

import dev.llmcache.prefix.Endpoint;
import dev.llmcache.prefix.PrefixCounters;
import dev.llmcache.prefix.PrefixCounts;
import dev.llmcache.prefix.lint.VolatileKind;
import dev.llmcache.report.SampleListener;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * Meters of the prefix layer: of the first twenty endpoints each, and of the rest
 * together. An endpoint's are registered with the sample after its first call.
 * <p>
 * Thread-safe.
 */
public final class PrefixMeters implements SampleListener {

	private final Supplier<MeterRegistry> registry;

	private final Supplier<PrefixCounters> counters;

	private final ToIntFunction<Endpoint> heads;

	private final Set<Object> registered = ConcurrentHashMap.newKeySet();

	/**
	 * Creates the meters.
	 * @param registry where to register them
	 * @param counters what was counted
	 * @param heads in how many ways the prompts of an endpoint begin
	 */
	public PrefixMeters(Supplier<MeterRegistry> registry, Supplier<PrefixCounters> counters,
			ToIntFunction<Endpoint> heads) {
		this.registry = registry;
		this.counters = counters;
		this.heads = heads;
	}

	@Override
	public void sampled() {
		PrefixCounters present = this.counters.get();
		present.endpoints().keySet().stream().filter(this.registered::add).forEach(this::register);
		present.drift().keySet().stream().filter(this.registered::add).forEach(this::register);
	}

	private void register(Endpoint endpoint) {
		Tags tags = Tags.of("client", orNone(endpoint.client()), "model", orNone(endpoint.model()));
		tokens(endpoint, tags.and("kind", "read"), PrefixCounts::readTokens);
		tokens(endpoint, tags.and("kind", "written"), PrefixCounts::writtenTokens);
		tokens(endpoint, tags.and("kind", "uncached"), PrefixCounts::uncachedTokens);
		tokens(endpoint, tags.and("kind", "unknown"), PrefixCounts::unknownTokens);
		counter("llmcache.prefix.reusable", "Tokens of prompts that could have been read: an estimate", endpoint, tags,
				PrefixCounts::reusableTokens);
		if (!endpoint.model().equals(PrefixCounters.OTHER)) {
			Gauge.builder("llmcache.prefix.heads", this, (meters) -> meters.heads.applyAsInt(endpoint))
				.description("Ways in which prompts begin, of late")
				.tags(tags)
				.register(this.registry.get());
		}
	}

	private void tokens(Endpoint endpoint, Tags tags, ToDoubleFunction<PrefixCounts> count) {
		counter("llmcache.prefix.tokens",
				"Tokens of prompts by what the provider's cache did with them, as the provider tells", endpoint, tags,
				count);
	}

	private void counter(String name, String description, Endpoint endpoint, Tags tags,
			ToDoubleFunction<PrefixCounts> count) {
		FunctionCounter
			.builder(name, this,
					(meters) -> count
						.applyAsDouble(meters.counters.get().endpoints().getOrDefault(endpoint, PrefixCounts.NONE)))
			.description(description)
			.baseUnit("tokens")
			.tags(tags)
			.register(this.registry.get());
	}

	private void register(VolatileKind kind) {
		FunctionCounter.builder("llmcache.prefix.drift", this, (meters) -> drift(meters.counters.get().drift(), kind))
			.description("Heads of prompts that differed from the one before, by what differed")
			.tag("kind", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.register(this.registry.get());
	}

	private static double drift(Map<VolatileKind, Long> drift, VolatileKind kind) {
		return drift.getOrDefault(kind, 0L);
	}

	// A tag must not be empty
	private static String orNone(String name) {
		return name.isEmpty() ? "none" : name;
	}

}
