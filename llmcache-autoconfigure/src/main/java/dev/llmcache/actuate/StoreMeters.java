package dev.llmcache.actuate;

import java.util.function.Function;

import dev.llmcache.report.store.BreakerReport;
import dev.llmcache.report.store.LayerGets;
import dev.llmcache.report.store.ServerReport;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Meters of stores, of the servers that they are on, and of what is given a rest. What is
 * unknown is not a number.
 */
public final class StoreMeters implements MeterBinder {

	private static final String ENTRIES = "llmcache.store.entries";

	private final StoreReporter stores;

	private final LayerGets gets;

	/**
	 * Creates the meters.
	 * @param stores the stores
	 * @param gets what layers found that search their stores
	 */
	public StoreMeters(StoreReporter stores, LayerGets gets) {
		this.stores = stores;
		this.gets = gets;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (StoreReport report : this.stores.reports()) {
			bind(report, registry);
			new CacheMeters(this.stores, report, this.gets).bindTo(registry);
		}
		this.stores.servers().forEach((server) -> bind(server, registry));
		for (BreakerReport breaker : this.stores.breakers()) {
			Gauge.builder("llmcache.breaker.state", this.stores, (all) -> isOpen(all, breaker.name()) ? 1 : 0)
				.description("Whether what failed is given a rest: 0 closed, 1 open")
				.tags("breaker", breaker.name(), "backend", breaker.backend())
				.register(registry);
		}
	}

	private void bind(StoreReport report, MeterRegistry registry) {
		Tags tags = Tags.of("store", report.store(), "layer", report.layer().code(), "backend", report.backend());
		gauge(ENTRIES, report, StoreReport::entries).description("Entries that a store holds")
			.tags(tags)
			.register(registry);
		gauge("llmcache.store.bytes", report, StoreReport::bytes).description("What the entries of a store take")
			.baseUnit(BaseUnits.BYTES)
			.tags(tags)
			.register(registry);
		if (report.maximumBytes() != null) {
			gauge("llmcache.store.bytes.max", report, StoreReport::maximumBytes)
				.description("What the entries of a store may take")
				.tags(tags)
				.register(registry);
		}
		if (report.backend().equals("postgresql")) {
			gauge("llmcache.store.dead.entries", report, StoreReport::deadEntries)
				.description("Entries that were removed or replaced and still take room")
				.tags(tags)
				.register(registry);
		}
		gauge("llmcache.store.available", report, (known) -> known.available() ? 1L : 0L)
			.description("Whether a store answered when it was asked for its figures last")
			.tags(tags)
			.register(registry);
		for (String cause : report.evictions().keySet()) {
			FunctionCounter
				.builder("llmcache.store.evictions", this.stores,
						(all) -> number(all, report.store(), (known) -> known.evictions().get(cause)))
				.description("Entries that a store let go of, by cause")
				.tags(tags.and("cause", cause))
				.register(registry);
		}
	}

	private Gauge.Builder<StoreReporter> gauge(String name, StoreReport report,
			Function<StoreReport, @Nullable Long> figure) {
		return Gauge.builder(name, this.stores, (all) -> number(all, report.store(), figure));
	}

	static double number(StoreReporter stores, String store, Function<StoreReport, @Nullable Long> figure) {
		return stores.reports()
			.stream()
			.filter((report) -> report.store().equals(store))
			.map(figure)
			.mapToDouble(StoreMeters::orNaN)
			.findFirst()
			.orElse(Double.NaN);
	}

	private void bind(ServerReport server, MeterRegistry registry) {
		Tags tags = Tags.of("backend", server.backend());
		gauge("llmcache.server.bytes", server, ServerReport::bytes)
			.description("Memory of a server, whoever uses it: all that it uses")
			.baseUnit(BaseUnits.BYTES)
			.tags(tags)
			.register(registry);
		gauge("llmcache.server.bytes.max", server, ServerReport::maximumBytes)
			.description("Memory of a server, whoever uses it: all that it may use")
			.tags(tags)
			.register(registry);
		for (String cause : new String[] { "size", "expired" }) {
			FunctionCounter
				.builder("llmcache.server.evictions", this.stores,
						(all) -> number(all, server, (known) -> known.evictions().get(cause)))
				.description("Entries that a server let go of, whosever they were, by cause")
				.tags(tags.and("cause", cause))
				.register(registry);
		}
	}

	private Gauge.Builder<StoreReporter> gauge(String name, ServerReport server,
			Function<ServerReport, @Nullable Long> figure) {
		return Gauge.builder(name, this.stores, (all) -> number(all, server, figure));
	}

	private static double number(StoreReporter stores, ServerReport server,
			Function<ServerReport, @Nullable Long> figure) {
		return stores.servers()
			.stream()
			.filter((report) -> report.backend().equals(server.backend()))
			.map(figure)
			.mapToDouble(StoreMeters::orNaN)
			.findFirst()
			.orElse(Double.NaN);
	}

	private static double orNaN(@Nullable Long figure) {
		return (figure != null) ? figure : Double.NaN;
	}

	private static boolean isOpen(StoreReporter stores, String name) {
		return stores.breakers().stream().anyMatch((breaker) -> breaker.name().equals(name) && breaker.open());
	}

}
