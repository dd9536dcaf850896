package dev.llmcache.edge.reactive;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.llmcache.edge.EdgeCacheable;
import dev.llmcache.edge.OptIn;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.server.PathContainer;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What the handlers of WebFlux say of their responses, by annotation or by their path in
 * the settings.
 * <p>
 * Thread-safe.
 */
public final class ReactiveOptIns {

	private final List<PathPattern> paths;

	private final Map<HandlerMethod, Optional<OptIn>> known = new ConcurrentHashMap<>();

	/**
	 * Creates them.
	 * @param paths patterns of paths within the application
	 * @throws org.springframework.web.util.pattern.PatternParseException if one is none
	 */
	public ReactiveOptIns(List<String> paths) {
		this.paths = paths.stream().map(PathPatternParser.defaultInstance::parse).toList();
	}

	@Nullable OptIn of(ServerWebExchange exchange) {
		Object handler = exchange.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
		OptIn annotated = (handler instanceof HandlerMethod method) ? annotated(method) : null;
		if (annotated != null) {
			return annotated;
		}
		PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
		return this.paths.stream().anyMatch((pattern) -> pattern.matches(path)) ? OptIn.OF_PATH : null;
	}

	private @Nullable OptIn annotated(HandlerMethod method) {
		return this.known.computeIfAbsent(method, ReactiveOptIns::read).orElse(null);
	}

	private static Optional<OptIn> read(HandlerMethod method) {
		EdgeCacheable own = method.getMethodAnnotation(EdgeCacheable.class);
		return Optional
			.ofNullable((own != null) ? own
					: AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), EdgeCacheable.class))
			.map(OptIn::of);
	}

}
