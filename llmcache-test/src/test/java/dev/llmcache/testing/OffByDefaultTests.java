package dev.llmcache.testing;

import dev.llmcache.LlmCache;
import dev.llmcache.advisor.CacheAdvisors;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link OffByDefault} and of {@link TestLlmCacheAutoConfiguration}.
 */
class OffByDefaultTests {

	@Test
	void switchesTheCacheOff() {
		try (ConfigurableApplicationContext context = run()) {
			assertThat(context.getBeansOfType(CacheAdvisors.class)).isEmpty();
		}
	}

	@Test
	void givesBeansTheCacheThatTheyNeed() {
		try (ConfigurableApplicationContext context = run()) {
			assertThat(context.getBeansOfType(LlmCache.class)).containsOnlyKeys("testLlmCache");
		}
	}

	@Test
	void leavesTheCacheOnForATestThatWantsIt() {
		try (ConfigurableApplicationContext context = run("--llmcache.enabled=true",
				"--llmcache.semantic.enabled=false")) {
			assertThat(context.getBeansOfType(CacheAdvisors.class)).hasSize(1);
			assertThat(context.getBeansOfType(LlmCache.class)).containsOnlyKeys("llmCache");
		}
	}

	@Test
	void leavesTheCacheOnWhereAConfigurationFileDoes() {
		try (ConfigurableApplicationContext context = run("--spring.config.name=cache-on")) {
			assertThat(context.getEnvironment().getProperty("llmcache.enabled", Boolean.class)).isTrue();
		}
	}

	@Test
	void offersNoCacheOfItsOwnWhereNothingIsSaid() {
		new ApplicationContextRunner().withUserConfiguration(TestLlmCacheAutoConfiguration.class)
			.run((context) -> assertThat(context).doesNotHaveBean(LlmCache.class));
	}

	private static ConfigurableApplicationContext run(String... arguments) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
