package dev.llmcache.docs;

import java.io.IOException;

import dev.llmcache.actuate.console.LlmCacheConsoleEndpoint;
import dev.llmcache.autoconfigure.LlmCacheAutoConfiguration;
import dev.llmcache.autoconfigure.LlmCacheConsoleAutoConfiguration;
import dev.llmcache.autoconfigure.LlmCacheEndpointAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.actuate.endpoint.web.WebEndpointHttpMethod;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpointDiscoverer;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class ConsoleSectionTests {

	private final Page page = new Page("docs/observability/console.md");

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class,
				LlmCacheEndpointAutoConfiguration.class, LlmCacheConsoleAutoConfiguration.class,
				EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class))
		// As an application converts, which a runner does not by itself
		.withInitializer((context) -> context.getEnvironment().setConversionService(new ApplicationConversionService()))
		.withPropertyValues("llmcache.semantic.enabled=false");

	@Test
	void itsFirstSettingsAreAllThatTheConsoleNeeds() throws IOException {
		PropertySource<?> settings = this.page.yaml(0);
		this.runner.withInitializer((context) -> context.getEnvironment().getPropertySources().addFirst(settings))
			.run((context) -> {
				assertThat(context).hasSingleBean(LlmCacheConsoleEndpoint.class);
				assertThat(canBeWrittenTo(context)).isFalse();
			});
	}

	@Test
	void itsSecondSettingsLetItOperateTheCache() throws IOException {
		PropertySource<?> settings = this.page.yaml(0);
		PropertySource<?> operations = this.page.yaml(1);
		this.runner.withInitializer((context) -> {
			context.getEnvironment().getPropertySources().addFirst(settings);
			context.getEnvironment().getPropertySources().addFirst(operations);
		}).run((context) -> assertThat(canBeWrittenTo(context)).isTrue());
	}

	private static boolean canBeWrittenTo(ApplicationContext context) {
		return context.getBean(WebEndpointDiscoverer.class)
			.getEndpoints()
			.stream()
			.filter((endpoint) -> endpoint.getEndpointId().toLowerCaseString().equals("llmcache"))
			.map(ExposableWebEndpoint::getOperations)
			.flatMap((operations) -> operations.stream())
			.anyMatch((operation) -> operation.getRequestPredicate().getHttpMethod() == WebEndpointHttpMethod.POST);
	}

}
