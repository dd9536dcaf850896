package dev.llmcache.autoconfigure;

import dev.llmcache.key.Secret;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * Has the classes loaded that a start spends most on, while Spring Boot is busy with its
 * environment: those of the properties, by binding nothing to them, and those of the
 * digests.
 * <p>
 * Spring Boot runs it on a thread of its own where there is more than one processor,
 * unless {@code spring.backgroundpreinitializer.ignore} is set. Whether properties are
 * right is found out later, by those who bind them.
 */
final class LlmCachePreinitializer implements BackgroundPreinitializer {

	@Override
	public void preinitialize() {
		new Binder(new MapConfigurationPropertySource()).bindOrCreate("llmcache", LlmCacheProperties.class);
		Secret.random();
	}

}
