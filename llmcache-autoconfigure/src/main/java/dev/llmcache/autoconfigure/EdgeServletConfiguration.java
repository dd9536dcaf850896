package dev.llmcache.autoconfigure;

import java.util.EnumSet;

import dev.llmcache.edge.AnswerLocation;
import dev.llmcache.edge.EdgeGate;
import dev.llmcache.edge.EdgeHeaders;
import dev.llmcache.edge.PublicAnswers;
import dev.llmcache.edge.servlet.EdgeFilter;
import dev.llmcache.edge.servlet.ServletAnswers;
import dev.llmcache.edge.servlet.ServletEdge;
import dev.llmcache.edge.servlet.ServletOptIns;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The edge layer where requests are served by servlets.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ Filter.class, HandlerMapping.class, FilterRegistrationBean.class })
class EdgeServletConfiguration {

	@Bean
	FilterRegistrationBean<EdgeFilter> llmCacheEdgeFilter(LlmCacheProperties properties, EdgeGate gate,
			EdgeHeaders headers, ObjectProvider<PublicAnswers> answers) {
		ServletOptIns optIns = new ServletOptIns(properties.edge().publicPaths());
		EdgeFilter filter = new EdgeFilter(new ServletEdge(gate, headers, optIns,
				answers.stream().findFirst().<AnswerLocation>map((known) -> known).orElse(AnswerLocation.NOWHERE),
				(int) properties.edge().maxBody().toBytes()));
		FilterRegistrationBean<EdgeFilter> registration = new FilterRegistrationBean<>(filter);
		registration.setOrder(EdgeFilter.ORDER);
		registration.setDispatcherTypes(
				EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD));
		return registration;
	}

	@Bean
	@ConditionalOnProperty("llmcache.edge.answers-path")
	RouterFunction<ServerResponse> llmCachePublicAnswersRoute(PublicAnswers answers, LlmCacheProperties properties) {
		return ServletAnswers.route(properties.edge().answersPath() + "/{id}", answers);
	}

}
