package dev.llmcache.edge.servlet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.llmcache.edge.EdgeCacheable;
import dev.llmcache.edge.OptIn;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.server.PathContainer;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What the handlers of Spring MVC say of their responses, by annotation or by their path
 * in the settings.
 * <p>
 * Thread-safe.
 */
public final class ServletOptIns {

	private final List<PathPattern> paths;

	private final Map<HandlerMethod, Optional<OptIn>> known = new ConcurrentHashMap<>();

	/**
	 * Creates them.
	 * @param paths patterns of paths within the application
	 * @throws org.springframework.web.util.pattern.PatternParseException if one is none
	 */
	public ServletOptIns(List<String> paths) {
		this.paths = paths.stream().map(PathPatternParser.defaultInstance::parse).toList();
	}

	@Nullable OptIn of(HttpServletRequest request) {
		Object handler = request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
		OptIn annotated = (handler instanceof HandlerMethod method) ? annotated(method) : null;
		return (annotated != null || this.paths.isEmpty()) ? annotated : ofPath(request);
	}

	private @Nullable OptIn annotated(HandlerMethod method) {
		return this.known.computeIfAbsent(method, ServletOptIns::read).orElse(null);
	}

	private static Optional<OptIn> read(HandlerMethod method) {
		EdgeCacheable own = method.getMethodAnnotation(EdgeCacheable.class);
		return Optional
			.ofNullable((own != null) ? own
					: AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), EdgeCacheable.class))
			.map(OptIn::of);
	}

	private @Nullable OptIn ofPath(HttpServletRequest request) {
		String path = request.getRequestURI().substring(request.getContextPath().length());
		PathContainer parsed = PathContainer.parsePath(path);
		return this.paths.stream().anyMatch((pattern) -> pattern.matches(parsed)) ? OptIn.OF_PATH : null;
	}

}
