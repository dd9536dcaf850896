package dev.llmcache.autoconfigure;

import java.nio.file.Path;

import dev.llmcache.key.Keyring;
import dev.llmcache.key.Secret;
import dev.llmcache.store.lucene.KeyFile;
import dev.llmcache.store.lucene.UnusableDirectoryException;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Secrets of the cache: the configured ones; without any, the one that a Lucene directory
 * keeps beside its index; without a directory, a random one, since nothing outlives the
 * process.
 */
@Configuration(proxyBeanMethods = false)
class KeyringConfiguration {

	private static final String VECTORS = "llmcache.embedding.lucene.directory";

	@Bean
	@ConditionalOnMissingBean
	Keyring llmCacheKeyring(LlmCacheProperties properties, StartupReport report) {
		Secret current = Secrets.of(LlmCacheProperties.KEY, properties.key());
		Secret previous = Secrets.of("llmcache.previous-key", properties.previousKey());
		if (current != null) {
			report.add("key", "configured", LlmCacheProperties.KEY);
			return new Keyring(current, previous);
		}
		Path directory = properties.semantic().lucene().directory();
		if (directory != null) {
			report.add("key", "kept in the Lucene directory", UnusableDirectoryException.PROPERTY);
			return new Keyring(kept(directory, UnusableDirectoryException.PROPERTY), previous);
		}
		Path vectors = properties.embedding().directoryInUse();
		if (vectors != null) {
			report.add("key", "kept in the Lucene directory", VECTORS);
			return new Keyring(kept(vectors, VECTORS), previous);
		}
		report.add("key", "random", "nothing outlives the process");
		return new Keyring(Secret.random(), previous);
	}

	private static Secret kept(Path directory, String property) {
		try {
			return Secret.of(KeyFile.in(directory).readOrCreate());
		}
		catch (UnusableDirectoryException ex) {
			throw LlmCacheConfigurationException.of(ex.of(property));
		}
	}

}
