package dev.llmcache.autoconfigure;

import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What meters tell.
 *
 * @param tenants Tenants whose calls have meters of their own, at most 50: what each is
 * to be called there, and the application's name of it. Others are never told apart.
 */
@ConfigurationProperties("llmcache.metrics")
public record MetricsProperties(@DefaultValue Map<String, String> tenants) {

	private static final int MOST_TENANTS = 50;

	Map<String, String> aliasesByTenant() {
		if (this.tenants.size() > MOST_TENANTS) {
			throw new LlmCacheConfigurationException("'llmcache.metrics.tenants' names %d tenants, and may name %d."
				.formatted(this.tenants.size(), MOST_TENANTS),
					"Each of them has series of its own: name those that matter most.");
		}
		if (this.tenants.values().stream().distinct().count() < this.tenants.size()) {
			throw new LlmCacheConfigurationException("'llmcache.metrics.tenants' names a tenant twice.",
					"Give each tenant one name.");
		}
		return this.tenants.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
	}

	@Override
	public String toString() {
		return "MetricsProperties[tenants=%d]".formatted(this.tenants.size());
	}

}
