package dev.llmcache.autoconfigure;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import dev.llmcache.store.DataKeyStore;
import dev.llmcache.store.encryption.DataKeys;
import dev.llmcache.store.encryption.KeyWrapping;
import dev.llmcache.store.encryption.MasterKeys;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Keys that what is stored is encrypted under.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OnEncryptionCondition.class)
class EncryptionConfiguration {

	static final String KEYS = "llmcache.encryption.keys";

	static final String REMEDY = "Set '%s.1' to 32 random bytes in Base64, the same on all instances, such as the output of 'openssl rand -base64 32'"
		.formatted(KEYS);

	@Bean
	@ConditionalOnMissingBean
	KeyWrapping llmCacheKeyWrapping(LlmCacheProperties properties) {
		EncryptionProperties encryption = properties.encryption();
		if (encryption.keys().isEmpty()) {
			throw new LlmCacheConfigurationException(
					"'llmcache.encryption.enabled' is set, and there is neither a master key nor a KeyWrapping bean.",
					REMEDY + ", or declare a KeyWrapping bean.");
		}
		Map<Integer, byte[]> keys = new HashMap<>();
		encryption.keys().forEach((version, key) -> keys.put(version, masterKey(version, key)));
		int current = encryption.currentVersion();
		if (!keys.containsKey(current)) {
			throw new LlmCacheConfigurationException(
					"'llmcache.encryption.current' is %d, and '%s.%d' is not set.".formatted(current, KEYS, current),
					"Set it to one of the versions under '%s'.".formatted(KEYS));
		}
		return new MasterKeys(keys, current);
	}

	private static byte[] masterKey(int version, String text) {
		String property = KEYS + "." + version;
		byte[] key;
		try {
			key = Base64.getDecoder().decode(text.strip());
		}
		catch (IllegalArgumentException ex) {
			throw new LlmCacheConfigurationException("The master key '%s' is not in Base64.".formatted(property),
					REMEDY + ".");
		}
		if (version < 1) {
			throw new LlmCacheConfigurationException(
					"'%s' has no version of a master key for a name: versions are positive numbers."
						.formatted(property),
					REMEDY + ".");
		}
		if (key.length != MasterKeys.LENGTH) {
			throw new LlmCacheConfigurationException(
					"The master key '%s' has %d bytes and needs %d.".formatted(property, key.length, MasterKeys.LENGTH),
					REMEDY + ".");
		}
		return key;
	}

	@Bean
	@ConditionalOnMissingBean
	DataKeyStore llmCacheDataKeyStore(LlmCacheProperties properties, ObjectProvider<ExactStoreChoice> exact,
			ObjectProvider<SemanticStoreChoice> semantic, ObjectProvider<RedisStores> redis,
			ObjectProvider<SharedVectorIndexFactory> pgvector, StartupReport report) {
		return new DataKeyStores(properties, exact, semantic, redis, pgvector, report).choose();
	}

	// What opens the stores needs these keys, so that they cannot need what chooses the
	// store
	@Bean
	DataKeys llmCacheDataKeys(ObjectProvider<DataKeyStore> store, KeyWrapping wrapping, LlmCacheProperties properties,
			Environment environment) {
		return new DataKeys(store::getObject, wrapping, properties.namespaceOr(environment));
	}

	@Bean
	KeyRotation llmCacheKeyRotation(DataKeys keys) {
		return new KeyRotation(keys);
	}

}
