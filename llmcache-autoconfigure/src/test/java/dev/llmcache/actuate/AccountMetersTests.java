package dev.llmcache.actuate;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.llmcache.pricing.Cost;
import dev.llmcache.pricing.ModelTokens;
import dev.llmcache.report.Expense;
import dev.llmcache.report.LayerSavings;
import dev.llmcache.report.SavedBy;
import dev.llmcache.report.SavingsSource;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class AccountMetersTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final List<LayerSavings> saved = new ArrayList<>();

	private final AtomicInteger reads = new AtomicInteger();

	private final SavingsSource source = () -> {
		this.reads.incrementAndGet();
		return List.copyOf(this.saved);
	};

	@Test
	void readsTheAccountsOnceForAllMetersOfAScrape() {
		IntStream.range(0, 50).forEach((i) -> this.saved.add(saved(SavedBy.EXACT, "model-" + i)));
		new AccountMeters(() -> this.registry, List.of(this.source)).sampled();
		this.reads.set(0);
		assertThat(scrape()).hasSizeGreaterThan(200).contains(0.5);
		// One more where a scrape begins with what was read just before
		assertThat(this.reads).hasValueLessThanOrEqualTo(2);
	}

	@Test
	void whatHasNoModelHasNoPrice() {
		this.saved.add(saved(SavedBy.EDGE, Expense.NO_MODEL));
		this.saved.add(saved(SavedBy.EXACT, "priced"));
		new AccountMeters(() -> this.registry, List.of(this.source)).sampled();
		assertThat(this.registry.find("llmcache.price.known").gauges())
			.extracting((gauge) -> gauge.getId().getTag("model"))
			.containsExactly("priced");
	}

	@Test
	void whatCannotBeRegisteredIsTriedAgain() {
		AtomicBoolean there = new AtomicBoolean();
		AccountMeters meters = new AccountMeters(() -> {
			if (!there.get()) {
				throw new IllegalStateException("No registry yet");
			}
			return this.registry;
		}, List.of(this.source));
		this.saved.add(saved(SavedBy.EXACT, "priced"));
		assertThatIllegalStateException().isThrownBy(meters::sampled);
		there.set(true);
		meters.sampled();
		assertThat(this.registry.get("llmcache.saved.time").functionCounter().count()).isEqualTo(2);
		assertThat(this.registry.get("llmcache.saved.cost").functionCounter().count()).isEqualTo(0.5);
	}

	private List<Double> scrape() {
		List<Double> values = new ArrayList<>();
		for (Meter meter : this.registry.getMeters()) {
			meter.measure().forEach((measured) -> values.add(measured.getValue()));
		}
		return values;
	}

	private static LayerSavings saved(SavedBy by, String model) {
		return new LayerSavings(by, model, 1, Duration.ofSeconds(2), ModelTokens.ofInput(10),
				Cost.of(new BigDecimal("0.5")));
	}

}
