package dev.llmcache.autoconfigure;

import java.nio.charset.StandardCharsets;

import dev.llmcache.key.Secret;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Reads secrets from the properties.
 */
final class Secrets {

	private Secrets() {
	}

	static @Nullable Secret of(String property, @Nullable String value) {
		if (!StringUtils.hasText(value)) {
			return null;
		}
		byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
		if (bytes.length < Secret.MIN_LENGTH) {
			throw new LlmCacheConfigurationException(
					"The secret '%s' has %d bytes and needs at least %d.".formatted(property, bytes.length,
							Secret.MIN_LENGTH),
					"Set '%s' to a longer random text, such as the output of 'openssl rand -base64 32'."
						.formatted(property));
		}
		return Secret.of(bytes);
	}

	static void requireFor(String storeProperty, String store, LlmCacheProperties properties) {
		if (!StringUtils.hasText(properties.key())) {
			throw new LlmCacheConfigurationException(
					"'%s=%s' is a store that other instances share, and '%s' is not set.".formatted(storeProperty,
							store, LlmCacheProperties.KEY),
					"Set '%s' to a secret of at least %d characters, the same on all instances, such as the output of 'openssl rand -base64 32'."
						.formatted(LlmCacheProperties.KEY, Secret.MIN_LENGTH));
		}
	}

}
