package dev.llmcache.testing;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Sets {@code llmcache.enabled} to false where no test, configuration file or variable
 * says otherwise, so that a test which knows nothing of the cache always reaches its
 * model.
 */
public final class OffByDefault implements EnvironmentPostProcessor, Ordered {

	static final String PROPERTY_SOURCE = "llmcache-test";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		environment.getPropertySources()
			.addLast(new MapPropertySource(PROPERTY_SOURCE, Map.of("llmcache.enabled", false)));
	}

	// After the configuration files, which are added last as well
	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

}
