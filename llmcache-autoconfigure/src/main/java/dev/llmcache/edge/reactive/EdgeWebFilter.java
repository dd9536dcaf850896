package dev.llmcache.edge.reactive;

import dev.llmcache.edge.EdgeHeaders;
import dev.llmcache.edge.EdgeTrace;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Keeps a trace of the model calls in each exchange, and tells the caches in front of the
 * application whether they may keep the response.
 * <p>
 * Belongs inside Spring Security's filter, which adds headers of its own only where there
 * are none.
 */
public final class EdgeWebFilter implements WebFilter, Ordered {

	/** Inside Spring Security's filter. */
	public static final int ORDER = -50;

	private final ReactiveEdge edge;

	/**
	 * Creates the filter.
	 * @param edge decides and writes headers
	 */
	public EdgeWebFilter(ReactiveEdge edge) {
		this.edge = edge;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		EdgeTrace trace = new EdgeTrace();
		exchange.getAttributes().put(EdgeTrace.KEY, trace);
		ServerHttpResponse original = exchange.getResponse();
		EdgeServerResponse response = EdgeServerResponse.of(original, this.edge, trace);
		ServerWebExchange decided = exchange.mutate().response(response).build();
		response.of(decided);
		// An error is written to the original
		original.beforeCommit(() -> Mono.fromRunnable(() -> withhold(response, trace)));
		return chain.filter(decided).contextWrite((context) -> context.put(EdgeTrace.KEY, trace));
	}

	private static void withhold(EdgeServerResponse response, EdgeTrace trace) {
		if (!trace.records().isEmpty() && !response.isPublic()) {
			HttpHeaders headers = response.getHeaders();
			EdgeHeaders.OVERRIDING.forEach(headers::remove);
			headers.set(EdgeHeaders.CACHE_CONTROL, EdgeHeaders.withheld(headers.getCacheControl()));
		}
	}

}
