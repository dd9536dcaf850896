package dev.llmcache.autoconfigure;

import dev.llmcache.actuate.ConsoleFiguresReader;
import dev.llmcache.actuate.console.ConsoleAddresses;
import dev.llmcache.actuate.console.ConsoleFiles;
import dev.llmcache.actuate.console.LlmCacheConsoleEndpoint;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.io.ResourceLoader;

/**
 * Auto-configuration of the console.
 */
@AutoConfiguration(after = { LlmCacheAutoConfiguration.class, LlmCacheEndpointAutoConfiguration.class })
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnBooleanProperty("llmcache.console.enabled")
@ConditionalOnBean(ConsoleFiguresReader.class)
@Import({ LlmCacheConsoleAutoConfiguration.EndpointConfiguration.class, ConsoleExposure.class })
public final class LlmCacheConsoleAutoConfiguration {

	/**
	 * The endpoint, where it is exposed.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication
	@ConditionalOnClass({ ConditionalOnAvailableEndpoint.class, WebEndpointsSupplier.class })
	@ConditionalOnAvailableEndpoint(endpoint = LlmCacheConsoleEndpoint.class, exposure = EndpointExposure.WEB)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		LlmCacheConsoleEndpoint llmCacheConsoleEndpoint(ResourceLoader resources, ConsoleFiguresReader figures,
				ObjectProvider<WebEndpointsSupplier> endpoints) {
			ClassLoader classLoader = resources.getClassLoader();
			ConsoleFiles files = ConsoleFiles
				.load((classLoader != null) ? classLoader : ConsoleFiles.class.getClassLoader());
			if (files == null) {
				throw new LlmCacheConfigurationException(
						"llmcache.console.enabled is true, and uPlot, which draws the console's charts, is missing",
						"Add org.webjars.npm:uplot, as llmcache-starter does, or set llmcache.console.enabled to false.");
			}
			return new LlmCacheConsoleEndpoint(files, new ConsoleAddresses(endpoints::getObject), figures);
		}

	}

}
