package dev.llmcache.actuate;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import dev.llmcache.Layer;
import dev.llmcache.report.store.Accesses;
import dev.llmcache.report.store.BreakerReport;
import dev.llmcache.report.store.LayerGets;
import dev.llmcache.report.store.ServerReport;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import dev.llmcache.store.WriteQueue;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StoreMetersTests {

	private static final Tags REDIS = Tags.of("store", "exact-redis", "layer", "exact", "backend", "redis");

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final LayerGets gets = new LayerGets();

	private final Told told = new Told();

	private void bind() {
		new StoreMeters(this.told, this.gets).bindTo(this.registry);
	}

	private double value(String name, Tags tags) {
		Meter meter = this.registry.get(name).tags(tags).meter();
		return meter.measure().iterator().next().getValue();
	}

	@Test
	void followWhatStoresTell() {
		bind();
		assertThat(value("llmcache.store.entries", REDIS)).isEqualTo(3);
		assertThat(value("llmcache.store.bytes", REDIS)).isEqualTo(300);
		assertThat(value("llmcache.store.bytes.max", REDIS)).isEqualTo(1_000);
		assertThat(value("llmcache.store.available", REDIS)).isOne();
		assertThat(value("llmcache.store.evictions", REDIS.and("cause", "size"))).isEqualTo(5);
		assertThat(value("llmcache.store.evictions", REDIS.and("cause", "expired"))).isEqualTo(6);
		assertThat(value("llmcache.store.evictions", REDIS.and("cause", "erased"))).isEqualTo(7);
		assertThat(value("llmcache.server.bytes", Tags.of("backend", "redis"))).isEqualTo(4_000);
		assertThat(value("llmcache.server.evictions", Tags.of("backend", "redis", "cause", "size"))).isEqualTo(9);
		assertThat(value("llmcache.breaker.state", Tags.of("breaker", "exact-redis", "backend", "redis"))).isZero();
		this.told.store = store(4L, false);
		this.told.open = true;
		assertThat(value("llmcache.store.entries", REDIS)).isEqualTo(4);
		assertThat(value("llmcache.store.available", REDIS)).isZero();
		assertThat(value("llmcache.breaker.state", Tags.of("breaker", "exact-redis", "backend", "redis"))).isOne();
	}

	@Test
	void whatIsUnknownIsNotANumberAndIsOneOnceItIsKnown() {
		this.told.store = store(null, true);
		bind();
		Tags cache = Tags.of("cache", "llmcache.exact.redis", "cache.manager", "llmcache", "name",
				"llmcache.exact.redis");
		assertThat(value("llmcache.store.entries", REDIS)).isNaN();
		assertThat(value("cache.size", cache)).isNaN();
		assertThat(value("llmcache.server.bytes.max", Tags.of("backend", "redis"))).isNaN();
		assertThat(value("llmcache.server.evictions", Tags.of("backend", "redis", "cause", "expired"))).isNaN();
		this.told.store = store(8L, true);
		assertThat(value("llmcache.store.entries", REDIS)).isEqualTo(8);
		assertThat(value("cache.size", cache)).isEqualTo(8);
	}

	@Test
	void areThoseOfAnyCacheToo() {
		bind();
		Tags cache = Tags.of("cache", "llmcache.exact.redis", "cache.manager", "llmcache", "name",
				"llmcache.exact.redis");
		assertThat(value("cache.gets", cache.and("result", "hit"))).isEqualTo(10);
		assertThat(value("cache.gets", cache.and("result", "miss"))).isEqualTo(20);
		assertThat(value("cache.puts", cache)).isEqualTo(30);
		assertThat(value("cache.evictions", cache)).isEqualTo(11);
		assertThat(value("cache.size", cache)).isEqualTo(3);
	}

	@Test
	void aStoreThatIsSearchedHitsWhenItsLayerDoes() {
		this.told.store = new StoreReport("semantic", Layer.SEMANTIC, "lucene", 1L, null, 1L, null, Map.of(), true,
				new Accesses(null, null, 2));
		bind();
		Tags cache = Tags.of("cache", "llmcache.semantic");
		assertThat(value("cache.gets", cache.and("result", "hit"))).isZero();
		assertThat(value("cache.puts", cache)).isEqualTo(2);
		assertThat(this.registry.find("cache.evictions").meters()).isEmpty();
		assertThat(this.registry.find("llmcache.store.bytes.max").meters()).isEmpty();
	}

	@Test
	void countWritesThatWaitAndThoseThatWereLost() throws InterruptedException {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		try (WriteQueue queue = new WriteQueue("exact answers", 2, 1, Duration.ofSeconds(5))) {
			new WriteMeters(Set.of(queue)).bindTo(this.registry);
			Tags tags = Tags.of("queue", "exact-answers");
			queue.offer(() -> {
				started.countDown();
				await(end);
				throw new IllegalStateException();
			});
			started.await();
			for (int i = 0; i < 5; i++) {
				queue.offer(() -> {
				});
			}
			assertThat(value("llmcache.writes.queued", tags)).isEqualTo(2);
			assertThat(value("llmcache.writes.dropped", tags)).isEqualTo(3);
			end.countDown();
			Awaitility.await().until(() -> value("llmcache.writes.queued", tags) == 0);
			assertThat(value("llmcache.writes.failed", tags)).isOne();
		}
	}

	@Test
	void operationsHaveFewBucketsAndNoTimerOfThoseUnderWay() {
		this.registry.config().meterFilter(new ObservationFilter());
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(this.registry));
		Observation.createNotStarted("llmcache.operation", observations).observe(() -> {
		});
		Observation.createNotStarted("other", observations).observe(() -> {
		});
		assertThat(this.registry.getMeters()).extracting((meter) -> meter.getId().getName())
			.contains("llmcache.operation", "other", "other.active")
			.doesNotContain("llmcache.operation.active");
		Timer timer = this.registry.get("llmcache.operation").timer();
		assertThat(timer.takeSnapshot().histogramCounts()).extracting(CountAtBucket::bucket)
			.containsExactly(1e6, 5e6, 20e6, 50e6, 150e6, 500e6);
		assertThat(this.registry.get("other").timer().takeSnapshot().histogramCounts()).isEmpty();
	}

	@Test
	void bucketsOfTheApplicationAreLeftAlone() {
		this.registry.config().meterFilter(new MeterFilter() {

			@Override
			public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
				return DistributionStatisticConfig.builder().serviceLevelObjectives(7e6).build().merge(config);
			}

		}).meterFilter(new ObservationFilter());
		assertThat(this.registry.timer("llmcache.operation").takeSnapshot().histogramCounts())
			.extracting(CountAtBucket::bucket)
			.containsExactly(7e6);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static StoreReport store(@Nullable Long entries, boolean available) {
		return new StoreReport("exact-redis", Layer.EXACT, "redis", entries, null, 300L, 1_000L,
				Map.of("size", 5L, "expired", 6L, "erased", 7L), available, new Accesses(10L, 20L, 30));
	}

	/**
	 * Tells what the test says.
	 */
	private static final class Told implements StoreReporter {

		private StoreReport store = store(3L, true);

		private boolean open;

		@Override
		public List<StoreReport> reports() {
			return List.of(this.store);
		}

		@Override
		public List<ServerReport> servers() {
			return List.of(new ServerReport("redis", 4_000L, null, Map.of("size", 9L), "noeviction", true));
		}

		@Override
		public List<BreakerReport> breakers() {
			return List.of(new BreakerReport("exact-redis", "redis", this.open));
		}

	}

}
