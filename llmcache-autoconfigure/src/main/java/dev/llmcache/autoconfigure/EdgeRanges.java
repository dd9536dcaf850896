package dev.llmcache.autoconfigure;

import java.net.URI;
import java.time.Duration;

import dev.llmcache.edge.EdgeTag;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Refuses settings of the edge layer that are out of their range, by the name of the
 * property.
 */
final class EdgeRanges {

	private static final String PREFIX = "llmcache.edge.";

	private static final int MOST_BYTES = 64 << 20;

	private EdgeRanges() {
	}

	static void check(EdgeProperties edge, Duration maxLag) {
		require(edge.minTtl().toSeconds() >= 1, "min-ttl", edge.minTtl(), "it must be at least 1s");
		Duration browser = edge.browserMaxAge();
		require(browser == null || !browser.isNegative(), "browser-max-age", browser, "it must not be negative");
		require(edge.maxBody().toBytes() > 0 && edge.maxBody().toBytes() <= MOST_BYTES, "max-body", edge.maxBody(),
				"it must be from 1B to 64MB");
		DataSize tags = edge.maxTagBytes();
		require(tags.toBytes() >= 64 && tags.toBytes() <= 16384, "max-tag-bytes", tags,
				"it must be from 64B to 16KB; with %d letters a tag, Varnish takes 8KB".formatted(EdgeTag.LENGTH));
		require(edge.secondPurgeAfter().compareTo(maxLag) >= 0, "second-purge-after", edge.secondPurgeAfter(),
				"it must be at least 'llmcache.invalidation.max-lag'");
		require(edge.purgeTimeout().toMillis() > 0, "purge-timeout", edge.purgeTimeout(), "it must be at least 1ms");
		edge.paths().forEach(EdgeRanges::requirePattern);
		String answers = edge.answersPath();
		require(answers == null || answers.matches("(/[A-Za-z0-9._~-]+)+"), "answers-path", answers,
				"it must be a path such as '/answers', without a slash at its end");
		edge.varnish().addresses().forEach((address) -> requireHttp("varnish.addresses", address));
		requireHttp("fastly.url", edge.fastly().url());
		requireHttp("cloudflare.url", edge.cloudflare().url());
		requireBoth("fastly.service-id", edge.fastly().serviceId(), "fastly.api-key", edge.fastly().apiKey());
		requireBoth("cloudflare.zone-id", edge.cloudflare().zoneId(), "cloudflare.api-token",
				edge.cloudflare().apiToken());
	}

	private static void requirePattern(String path) {
		try {
			require(path.startsWith("/"), "paths", path, "a pattern must start with a slash");
			PathPatternParser.defaultInstance.parse(path);
		}
		catch (PatternParseException ex) {
			require(false, "paths", path, "it is no pattern of a path: " + ex.getMessage());
		}
	}

	private static void requireHttp(String property, URI address) {
		require(("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
				&& address.getHost() != null, property, address, "it must be of the form http://host:port");
	}

	private static void requireBoth(String one, @Nullable String value, String other, @Nullable String otherValue) {
		if (StringUtils.hasText(value) != StringUtils.hasText(otherValue)) {
			String missing = StringUtils.hasText(value) ? other : one;
			throw new LlmCacheConfigurationException("'%s%s' is not set, and '%s%s' is.".formatted(PREFIX, missing,
					PREFIX, StringUtils.hasText(value) ? one : other), "Set both or neither.");
		}
	}

	private static void require(boolean valid, String property, @Nullable Object value, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + property, value, reason);
		}
	}

}
