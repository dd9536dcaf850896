package dev.llmcache.freshness;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.CacheHooks;
import dev.llmcache.CacheListener;
import dev.llmcache.CacheTracing;
import dev.llmcache.DataKeyErasure;
import dev.llmcache.Generations;
import dev.llmcache.Invalidation;
import dev.llmcache.LlmCache;
import dev.llmcache.Mark;
import dev.llmcache.Marks;
import dev.llmcache.store.InMemoryGenerationStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MaintenanceTests {

	private static final InstantSource CLOCK = InstantSource.system();

	private static final Freshness STRICT = new Freshness(true, Freshness.STANDARD.maxLag(),
			Freshness.STANDARD.serveFor(), Freshness.STANDARD.lifetime());

	private final InMemoryGenerationStore store = new InMemoryGenerationStore(CLOCK);

	private final AtomicInteger forgotten = new AtomicInteger();

	private final DataKeyErasure keys = new DataKeyErasure() {

		@Override
		public long erase(Set<Mark> tenants) {
			return 0;
		}

		@Override
		public void forget() {
			MaintenanceTests.this.forgotten.incrementAndGet();
		}

	};

	private LlmCache cache(Generations generations) {
		Marks marks = (invalidation) -> List.of(new Mark(1, 2));
		return new LlmCache(List.of(), List.of(), generations, marks, new CacheHooks((layer, failure) -> {
		}, CacheListener.NONE, CacheTracing.NONE, (id) -> null, Runnable::run, this.keys));
	}

	@Test
	void forgetsWhatAnotherInstanceErasedAlsoBeforeTheFirstSweep() {
		Generations here = new FleetGenerations(this.store, STRICT, CLOCK);
		LlmCache elsewhere = cache(new FleetGenerations(this.store, STRICT, CLOCK));
		try (Maintenance maintenance = new Maintenance(cache(here), here, () -> {
		})) {
			elsewhere.erase(Invalidation.byTenant("acme"));
			maintenance.sweep();
			assertThat(this.forgotten).hasValue(1);
			maintenance.sweep();
			assertThat(this.forgotten).hasValue(1);
			elsewhere.erase(Invalidation.byTenant("globex"));
			maintenance.sweep();
			assertThat(this.forgotten).hasValue(2);
		}
	}

}
