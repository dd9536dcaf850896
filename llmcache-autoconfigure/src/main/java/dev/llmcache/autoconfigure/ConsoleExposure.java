package dev.llmcache.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Says once at start that the console is switched on and cannot be reached.
 */
final class ConsoleExposure implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(LlmCacheConsoleAutoConfiguration.class);

	private static final String ENDPOINT = "llmCacheConsoleEndpoint";

	private final BeanFactory beanFactory;

	ConsoleExposure(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (!this.beanFactory.containsBean(ENDPOINT)) {
			logger.warn("llmcache.console.enabled is true, and the console is not exposed: this needs"
					+ " spring-boot-starter-actuator in a web application, and llmcacheconsole in"
					+ " management.endpoints.web.exposure.include");
		}
	}

}
