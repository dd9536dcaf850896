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
			report.add("key", "kept in the Lucene directory", "llmcache.semantic.lucene.directory");
			return new Keyring(kept(directory), previous);
		}
		report.add("key", "random", "nothing outlives the process");
		return new Keyring(Secret.random(), previous);
	}

	private static Secret kept(Path directory) {
		try {
			return Secret.of(KeyFile.in(directory).readOrCreate());
		}
		catch (UnusableDirectoryException ex) {
			throw LlmCacheConfigurationException.of(ex);
		}
	}

}
