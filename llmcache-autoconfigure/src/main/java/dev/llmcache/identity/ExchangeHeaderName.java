package dev.llmcache.identity;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import org.springframework.web.server.ServerWebExchange;

/**
 * Name in a header of the WebFlux request. A header that is there twice names nobody.
 */
public final class ExchangeHeaderName implements NameSource {

	private final String header;

	/**
	 * Creates the source.
	 * @param header name of the header
	 */
	public ExchangeHeaderName(String header) {
		this.header = header;
	}

	@Override
	public Mono<String> inContext(ContextView context) {
		ServerWebExchange exchange = exchange(context);
		return (exchange != null)
				? Mono.justOrEmpty(SingleName.of(exchange.getRequest().getHeaders().getOrEmpty(this.header)))
				: Mono.empty();
	}

	// Spring Security puts the exchange under its class
	private static @Nullable ServerWebExchange exchange(ContextView context) {
		return ServerWebExchangeContextFilter.getExchange(context)
			.orElseGet(() -> context.getOrDefault(ServerWebExchange.class, null));
	}

}
