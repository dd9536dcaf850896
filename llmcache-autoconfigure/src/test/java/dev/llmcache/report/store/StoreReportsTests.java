package dev.llmcache.report.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.llmcache.Acceptance.Preset;
import dev.llmcache.Auditing;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Layer;
import dev.llmcache.Lifetimes;
import dev.llmcache.Lookup.Miss;
import dev.llmcache.Owner;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StoreReportsTests {

	private static final Plan PLAN = new Plan("default", new Owner.Application(), Set.of(Layer.SEMANTIC), true, true,
			false, Lifetimes.of(Duration.ofHours(1)), null, Preset.STRICT, Auditing.NONE, 1, null, Set.of());

	private static StoreReporter reporter(String store, long entries) {
		StoreReport report = new StoreReport(store, Layer.EXACT, "redis", entries, null, null, null, Map.of(), true,
				new Accesses(1L, 2L, 3));
		ServerReport server = new ServerReport("redis", entries, null, Map.of(), null, true);
		BreakerReport breaker = new BreakerReport(store, "redis", false);
		return new StoreReporter() {

			@Override
			public List<StoreReport> reports() {
				return List.of(report);
			}

			@Override
			public List<ServerReport> servers() {
				return List.of(server);
			}

			@Override
			public List<BreakerReport> breakers() {
				return List.of(breaker);
			}

		};
	}

	@Test
	void tellsOfAServerOnceWhoeverIsOnIt() {
		StoreReports reports = new StoreReports(List.of(reporter("exact-redis", 1), reporter("embedding-redis", 2)));
		assertThat(reports.reports()).extracting(StoreReport::store).containsExactly("exact-redis", "embedding-redis");
		assertThat(reports.breakers()).extracting(BreakerReport::name)
			.containsExactly("exact-redis", "embedding-redis");
		assertThat(reports.servers()).singleElement().extracting(ServerReport::bytes).isEqualTo(1L);
	}

	@Test
	void aStoreOfAnotherKindTellsNothing() {
		assertThat(StoreReporter.of("none").reports()).isEmpty();
		assertThat(StoreReporter.of("none").servers()).isEmpty();
		assertThat(StoreReporter.of("none").breakers()).isEmpty();
	}

	@Test
	void countsOnlyTheCausesThatAStoreKnows() {
		StoreCounts counts = new StoreCounts(Removal.EXPIRED);
		counts.removed(Removal.EXPIRED, 3);
		assertThat(counts.evictions()).isEqualTo(Map.of("expired", 3L));
		assertThatIllegalArgumentException().isThrownBy(() -> counts.removed(Removal.SIZE, 1));
	}

	@Test
	void countsWhatLayersFind() {
		LayerGets gets = new LayerGets();
		gets.lookedUp(PLAN, Layer.SEMANTIC, Miss.NOT_FOUND, Duration.ZERO);
		assertThat(gets.accesses(Layer.SEMANTIC)).isEqualTo(new Accesses(0L, 1L, 0));
		assertThat(gets.accesses(Layer.EXACT)).isEqualTo(new Accesses(0L, 0L, 0));
	}

}
