package dev.llmcache.autoconfigure;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MetricsPropertiesTests {

	@Test
	void findsTheAliasOfATenant() {
		assertThat(new MetricsProperties(Map.of("largest", "acme-4711")).aliasesByTenant())
			.isEqualTo(Map.of("acme-4711", "largest"));
	}

	@Test
	void namesAtMostFiftyTenants() {
		Map<String, String> many = IntStream.range(0, 51)
			.mapToObj(Integer::toString)
			.collect(Collectors.toMap(Function.identity(), (name) -> "tenant-" + name));
		assertThatExceptionOfType(LlmCacheConfigurationException.class)
			.isThrownBy(() -> new MetricsProperties(many).aliasesByTenant())
			.withMessageContaining("llmcache.metrics.tenants")
			.withMessageNotContaining("tenant-1");
	}

	@Test
	void namesEachTenantOnce() {
		assertThatExceptionOfType(LlmCacheConfigurationException.class)
			.isThrownBy(() -> new MetricsProperties(Map.of("one", "acme", "two", "acme")).aliasesByTenant())
			.withMessageContaining("twice")
			.withMessageNotContaining("acme");
	}

	@Test
	void saysNothingOfTenants() {
		assertThat(new MetricsProperties(Map.of("largest", "acme-4711")).toString()).doesNotContain("acme");
	}

}
