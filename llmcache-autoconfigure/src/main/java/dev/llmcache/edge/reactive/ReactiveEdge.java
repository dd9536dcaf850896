package dev.llmcache.edge.reactive;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import dev.llmcache.edge.AnswerLocation;
import dev.llmcache.edge.EdgeDecision;
import dev.llmcache.edge.EdgeExchange;
import dev.llmcache.edge.EdgeGate;
import dev.llmcache.edge.EdgeHeaders;
import dev.llmcache.edge.EdgeTrace;
import dev.llmcache.edge.OptIn;
import dev.llmcache.edge.StreamTypes;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;

/**
 * Decides about responses of WebFlux, and writes the headers that tell it.
 *
 * @param gate decides
 * @param headers make the headers
 * @param optIns know what handlers said
 * @param location tells where a POST request's answer can be fetched
 */
public record ReactiveEdge(EdgeGate gate, EdgeHeaders headers, ReactiveOptIns optIns, AnswerLocation location) {

	private static final String CACHE_CONTROL = EdgeHeaders.CACHE_CONTROL;

	/**
	 * Whether a response is decided about as a whole.
	 * @param exchange the exchange, which has found its handler
	 * @param response its response
	 * @return false where it is not going to be public
	 */
	boolean mayBePublic(ServerWebExchange exchange, ServerHttpResponse response) {
		HttpMethod method = exchange.getRequest().getMethod();
		return (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) && !isStream(response)
				&& this.optIns.of(exchange) != null;
	}

	private static boolean isStream(ServerHttpResponse response) {
		return StreamTypes.contain(response.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE));
	}

	/**
	 * Decides about a response whose body is complete, and writes headers that are known
	 * without it.
	 * @param exchange the exchange
	 * @param response its response, not committed
	 * @param trace the model calls in it
	 * @return whether it is public
	 */
	Mono<Boolean> decide(ServerWebExchange exchange, ServerHttpResponse response, EdgeTrace trace) {
		Mono<Boolean> login = exchange.getPrincipal().map((principal) -> true).defaultIfEmpty(false);
		// A session that began sets its cookie only when the response is committed
		Mono<Boolean> session = exchange.getSession().map(WebSession::isStarted).defaultIfEmpty(false);
		return Mono.zip(login, session)
			.publishOn(Schedulers.boundedElastic())
			.map((both) -> apply(exchange, response, trace,
					facts(exchange, response, both.getT1(), both.getT2(), false)));
	}

	/**
	 * Writes the headers of a response that is not public.
	 * @param exchange the exchange
	 * @param response its response, not committed
	 * @param trace the model calls in it
	 */
	void withhold(ServerWebExchange exchange, ServerHttpResponse response, EdgeTrace trace) {
		apply(exchange, response, trace, facts(exchange, response, false, false, true));
	}

	/**
	 * Takes back that a response is public.
	 * @param response the response, not committed
	 */
	void takeBack(ServerHttpResponse response) {
		HttpHeaders headers = response.getHeaders();
		EdgeHeaders.OVERRIDING.forEach(headers::remove);
		this.headers.tags().headers().forEach((tag) -> headers.remove(tag.header()));
		headers.remove("Cache-Status");
		headers.set(CACHE_CONTROL, EdgeHeaders.withheld(null));
	}

	private EdgeExchange facts(ServerWebExchange exchange, ServerHttpResponse response, boolean login, boolean session,
			boolean streamed) {
		HttpStatusCode status = response.getStatusCode();
		HttpHeaders headers = response.getHeaders();
		return new EdgeExchange(exchange.getRequest().getMethod().name(), (status != null) ? status.value() : 200,
				this.optIns.of(exchange),
				login || exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION),
				session || !response.getCookies().isEmpty() || headers.containsHeader(HttpHeaders.SET_COOKIE), streamed,
				names(headers.getOrEmpty(HttpHeaders.VARY)));
	}

	private boolean apply(ServerWebExchange exchange, ServerHttpResponse response, EdgeTrace trace,
			EdgeExchange facts) {
		HttpHeaders headers = response.getHeaders();
		String own = headers.getCacheControl();
		return switch (this.gate.decide(facts, trace)) {
			case EdgeDecision.Untouched untouched -> {
				if (own == null && (!untouched.certain() || isStream(response))) {
					headers.set(CACHE_CONTROL, EdgeHeaders.withheld(null));
				}
				yield false;
			}
			case EdgeDecision.NoStore withheld -> {
				EdgeHeaders.OVERRIDING.forEach(headers::remove);
				headers.set(CACHE_CONTROL, EdgeHeaders.withheld(own));
				locate(exchange, headers, trace, facts);
				yield false;
			}
			case EdgeDecision.Public known when own != null && EdgeHeaders.keepsSharedCachesOut(own) -> {
				EdgeHeaders.OVERRIDING.forEach(headers::remove);
				yield false;
			}
			case EdgeDecision.Public known -> {
				EdgeHeaders.OVERRIDING.forEach(headers::remove);
				headers.remove("Age");
				this.headers.of(known, own).forEach(headers::set);
				known.vary()
					.stream()
					.filter((name) -> !facts.varies().contains(name.toLowerCase(Locale.ROOT)))
					.forEach((name) -> headers.add(HttpHeaders.VARY, name));
				yield true;
			}
		};
	}

	private void locate(ServerWebExchange exchange, HttpHeaders headers, EdgeTrace trace, EdgeExchange facts) {
		OptIn optIn = facts.optIn();
		if (optIn != null && facts.method().equals("POST") && facts.status() == 200) {
			String path = this.location.of(trace.records(), optIn);
			if (path != null) {
				headers.set("Content-Location", exchange.getRequest().getPath().contextPath().value() + path);
			}
		}
	}

	private static Set<String> names(List<String> values) {
		return values.stream()
			.flatMap((value) -> Arrays.stream(value.split(",")))
			.map((name) -> name.trim().toLowerCase(Locale.ROOT))
			.collect(Collectors.toSet());
	}

}
