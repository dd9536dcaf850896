package dev.llmcache.autoconfigure;

import dev.llmcache.edge.AnswerLocation;
import dev.llmcache.edge.EdgeGate;
import dev.llmcache.edge.EdgeHeaders;
import dev.llmcache.edge.PublicAnswers;
import dev.llmcache.edge.reactive.EdgeWebFilter;
import dev.llmcache.edge.reactive.ReactiveAnswers;
import dev.llmcache.edge.reactive.ReactiveEdge;
import dev.llmcache.edge.reactive.ReactiveOptIns;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * The edge layer where requests are served by WebFlux.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(HandlerMapping.class)
class EdgeReactiveConfiguration {

	@Bean
	EdgeWebFilter llmCacheEdgeWebFilter(LlmCacheProperties properties, EdgeGate gate, EdgeHeaders headers,
			ObjectProvider<PublicAnswers> answers) {
		return new EdgeWebFilter(new ReactiveEdge(gate, headers, new ReactiveOptIns(properties.edge().publicPaths()),
				answers.stream().findFirst().<AnswerLocation>map((known) -> known).orElse(AnswerLocation.NOWHERE)));
	}

	@Bean
	@ConditionalOnProperty("llmcache.edge.answers-path")
	RouterFunction<ServerResponse> llmCachePublicAnswersRoute(PublicAnswers answers, LlmCacheProperties properties) {
		return ReactiveAnswers.route(properties.edge().answersPath() + "/{id}", answers);
	}

}
