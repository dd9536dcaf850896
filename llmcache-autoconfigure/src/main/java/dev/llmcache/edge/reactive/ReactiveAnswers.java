package dev.llmcache.edge.reactive;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import dev.llmcache.edge.EdgeTrace;
import dev.llmcache.edge.PublicAnswers;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Address at which answers are fetched that are everyone's, out of the cache only.
 */
public final class ReactiveAnswers {

	private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

	private ReactiveAnswers() {
	}

	/**
	 * Serves answers as text, or as JSON to those who accept nothing else.
	 * @param pattern pattern of the path, with the variable {@code id}
	 * @param answers has the answers
	 * @return the route
	 */
	public static RouterFunction<ServerResponse> route(String pattern, PublicAnswers answers) {
		return RouterFunctions.route()
			.GET(pattern, RequestPredicates.accept(MediaType.TEXT_PLAIN), (request) -> answer(request, answers, false))
			.GET(pattern, RequestPredicates.accept(MediaType.APPLICATION_JSON),
					(request) -> answer(request, answers, true))
			// Without a word, some caches would keep for everyone that there is none
			.GET(pattern,
					(request) -> ServerResponse.status(HttpStatus.NOT_ACCEPTABLE)
						.cacheControl(CacheControl.noStore())
						.build())
			.build();
	}

	private static Mono<ServerResponse> answer(ServerRequest request, PublicAnswers answers, boolean json) {
		EdgeTrace trace = (EdgeTrace) request.attributes().get(EdgeTrace.KEY);
		// The store may be across a network
		return Mono.fromCallable(() -> answers.find(request.pathVariable("id"), trace))
			.subscribeOn(Schedulers.boundedElastic())
			.flatMap((text) -> found(text, json))
			.switchIfEmpty(Mono.defer(() -> ServerResponse.notFound().cacheControl(CacheControl.noStore()).build()));
	}

	private static Mono<ServerResponse> found(String text, boolean json) {
		ServerResponse.BodyBuilder response = ServerResponse.ok().header("X-Content-Type-Options", "nosniff");
		return json ? response.contentType(MediaType.APPLICATION_JSON).bodyValue(Map.of("answer", text))
				: response.contentType(TEXT).bodyValue(text);
	}

}
