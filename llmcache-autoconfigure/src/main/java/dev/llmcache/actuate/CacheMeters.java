package dev.llmcache.actuate;

import java.util.Map;

import dev.llmcache.report.store.Accesses;
import dev.llmcache.report.store.LayerGets;
import dev.llmcache.report.store.Removal;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.cache.CacheMeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * The meters that any cache has, of one store, by the names and tags that Spring Boot's
 * caches have.
 */
final class CacheMeters extends CacheMeterBinder<StoreReporter> {

	private static final String MANAGER = "llmcache";

	private final StoreReporter stores;

	private final StoreReport first;

	private final LayerGets gets;

	CacheMeters(StoreReporter stores, StoreReport report, LayerGets gets) {
		super(stores, name(report), Tags.of("cache.manager", MANAGER, "name", name(report)));
		this.stores = stores;
		this.first = report;
		this.gets = gets;
	}

	private static String name(StoreReport report) {
		return MANAGER + "." + report.store().replace('-', '.');
	}

	/** Of a server it may be unknown for the moment, which would be told as none. */
	@Override
	protected @Nullable Long size() {
		return null;
	}

	@Override
	protected void bindImplementationSpecificMetrics(MeterRegistry registry) {
		Gauge
			.builder("cache.size", this.stores,
					(all) -> StoreMeters.number(all, this.first.store(), StoreReport::entries))
			.description("The number of entries in this cache. This may be an approximation")
			.tags(getTagsWithCacheName())
			.register(registry);
	}

	@Override
	protected long hitCount() {
		return orNone(accesses().hits());
	}

	@Override
	protected Long missCount() {
		return orNone(accesses().misses());
	}

	@Override
	protected @Nullable Long evictionCount() {
		Map<String, Long> evictions = latest().evictions();
		Long size = evictions.get(Removal.SIZE.label());
		Long expired = evictions.get(Removal.EXPIRED.label());
		return (size != null || expired != null) ? orNone(size) + orNone(expired) : null;
	}

	@Override
	protected long putCount() {
		return latest().accesses().puts();
	}

	private Accesses accesses() {
		Accesses accesses = latest().accesses();
		return (accesses.hits() != null) ? accesses : this.gets.accesses(this.first.layer());
	}

	private StoreReport latest() {
		return this.stores.reports()
			.stream()
			.filter((report) -> report.store().equals(this.first.store()))
			.findFirst()
			.orElse(this.first);
	}

	private static long orNone(@Nullable Long count) {
		return (count != null) ? count : 0;
	}

}
