package dev.llmcache.autoconfigure;

import dev.llmcache.identity.TrustedWriter;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class PublicWritersTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class))
		.withPropertyValues("llmcache.semantic.enabled=false", "llmcache.tenancy=single",
				"llmcache.policies.faq.owner=public");

	@Test
	void trustedWritesNeedSomebodyWhoTellsWhomToTrust() {
		this.runner.withPropertyValues("llmcache.policies.faq.public-writes=trusted").run((context) -> {
			FailureAnalysis analysis = StartupFailures.analysis(context);
			assertThat(analysis.getDescription()).contains("llmcache.policies.faq.public-writes=trusted",
					"TrustedWriter");
			assertThat(analysis.getAction()).contains("TrustedWriter", "confirmed");
		});
	}

	@Test
	void theApplicationTells() {
		this.runner.withPropertyValues("llmcache.policies.faq.public-writes=trusted")
			.withBean(TrustedWriter.class, () -> (identity, policy) -> true)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void confirmedWritesNeedAPlaceToWait() {
		this.runner.withPropertyValues("llmcache.policies.faq.public-writes=confirmed", "llmcache.exact.enabled=false")
			.run((context) -> assertThat(StartupFailures.analysis(context).getDescription())
				.contains("llmcache.policies.faq.public-writes=confirmed", "exact layer"));
		this.runner.withPropertyValues("llmcache.policies.faq.public-writes=confirmed")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void whereAnswersAreNotEveryonesNothingIsNeeded() {
		this.runner
			.withPropertyValues("llmcache.policies.faq.owner=tenant", "llmcache.policies.faq.public-writes=trusted")
			.run((context) -> assertThat(context).hasNotFailed());
	}

}
