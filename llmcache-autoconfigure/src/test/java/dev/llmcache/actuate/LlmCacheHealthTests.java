package dev.llmcache.actuate;

import java.util.List;
import java.util.Map;

import dev.llmcache.Acceptance.Preset;
import dev.llmcache.Fingerprint;
import dev.llmcache.Layer;
import dev.llmcache.LlmCache;
import dev.llmcache.autoconfigure.LlmCacheAutoConfiguration;
import dev.llmcache.autoconfigure.LlmCacheHealthAutoConfiguration;
import dev.llmcache.autoconfigure.LlmCacheMetricsAutoConfiguration;
import dev.llmcache.report.store.Accesses;
import dev.llmcache.report.store.BreakerReport;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import dev.llmcache.report.store.StoreReports;
import dev.llmcache.semantic.PolicyPrecisions;
import dev.llmcache.semantic.TestPrecisions;
import dev.llmcache.store.Observation;
import dev.llmcache.store.ObservationStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LlmCacheHealth} and {@link LlmCacheMeters}.
 */
class LlmCacheHealthTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class, LlmCacheHealthAutoConfiguration.class,
				LlmCacheMetricsAutoConfiguration.class))
		.withPropertyValues("llmcache.policies.faq.semantic.audit.switch-off-below=0.8");

	@Test
	void isUpAndSaysWhatIsSwitchedOff() {
		this.runner.run((context) -> {
			context.getBean(LlmCache.class).setEnabled(Layer.EXACT, false);
			Health health = health(context);
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("enabled", true)
				.hasEntrySatisfying("layers", (layers) -> assertThat(layers).asInstanceOf(InstanceOfAssertFactories.MAP)
					.containsEntry("EXACT", "off"));
		});
	}

	@Test
	void isUpAndSaysWhichStoresDoNotAnswer() {
		StoreReporter away = new StoreReporter() {

			@Override
			public List<StoreReport> reports() {
				return List.of(store("exact", true), store("exact-redis", false), store("semantic", true));
			}

			@Override
			public List<BreakerReport> breakers() {
				return List.of(new BreakerReport("semantic", "postgresql", true));
			}

		};
		this.runner.withBean(StoreReports.class, () -> new StoreReports(List.of(away))).run((context) -> {
			Health health = health(context);
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("stores", Map.of("exact", "answers", "exact-redis",
					"away: its server does not answer", "semantic", "away: not asked for a while, since it failed"));
		});
	}

	private static StoreReport store(String name, boolean available) {
		return new StoreReport(name, Layer.EXACT, "redis", null, null, null, null, Map.of(), available,
				new Accesses(0L, 0L, 0));
	}

	@Test
	void isUpAndSaysWhichPolicySwitchedItselfOff() {
		this.runner.run((context) -> {
			switchOff(context);
			Health health = health(context);
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("semantic",
					Map.of("faq", "off: too many of the latest answers were wrong"));
		});
	}

	@Test
	void metersSayWhichPolicySwitchedItselfOff() {
		this.runner.run((context) -> {
			SimpleMeterRegistry registry = new SimpleMeterRegistry();
			context.getBean(LlmCacheMeters.class).bindTo(registry);
			assertThat(registry.get("llmcache.semantic.serving").tag("policy", "faq").gauge().value()).isOne();
			switchOff(context);
			assertThat(registry.get("llmcache.semantic.serving").tag("policy", "faq").gauge().value()).isZero();
			assertThat(registry.get("llmcache.semantic.precision").tag("policy", "faq").gauge().value()).isZero();
			assertThat(registry.get("llmcache.audits").tag("policy", "faq").functionCounter().count()).isZero();
			assertThat(registry.get("llmcache.shadow.hits").tag("layer", "exact").functionCounters()).hasSize(2);
		});
	}

	@Test
	void metersCountWhatCouldNotBeLearned() {
		ObservationStore failing = new ObservationStore() {

			@Override
			public void add(Fingerprint subject, Observation observation) {
				throw new IllegalStateException("down");
			}

			@Override
			public List<Observation> latest(Fingerprint subject) {
				throw new IllegalStateException("down");
			}

		};
		this.runner.withBean(ObservationStore.class, () -> failing).run((context) -> {
			SimpleMeterRegistry registry = new SimpleMeterRegistry();
			context.getBean(LlmCacheMeters.class).bindTo(registry);
			TestPrecisions.learn(context.getBean(PolicyPrecisions.class), "faq", 0.8);
			assertThat(registry.get("llmcache.learning.failures").functionCounter().count()).isOne();
		});
	}

	private static Health health(ApplicationContext context) {
		return context.getBean(LlmCacheHealth.class).health();
	}

	private static void switchOff(ApplicationContext context) {
		PolicyPrecisions precisions = context.getBean(PolicyPrecisions.class);
		for (int i = 0; i < 20; i++) {
			context.getBean(ObservationStore.class)
				.add(precisions.subject("faq", Preset.STRICT), new Observation(1, false));
		}
		TestPrecisions.learn(precisions, "faq", 0.8);
	}

}
