package dev.llmcache.edge.servlet;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import dev.llmcache.edge.EdgeTrace;
import dev.llmcache.edge.PublicAnswers;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Address at which answers are fetched that are everyone's, out of the cache only.
 */
public final class ServletAnswers {

	private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

	private ServletAnswers() {
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

	private static ServerResponse answer(ServerRequest request, PublicAnswers answers, boolean json) {
		EdgeTrace trace = (EdgeTrace) request.attribute(EdgeTrace.KEY).orElse(null);
		String text = answers.find(request.pathVariable("id"), trace);
		if (text == null) {
			return ServerResponse.notFound().cacheControl(CacheControl.noStore()).build();
		}
		ServerResponse.BodyBuilder response = ServerResponse.ok().header("X-Content-Type-Options", "nosniff");
		return json ? response.contentType(MediaType.APPLICATION_JSON).body(Map.of("answer", text))
				: response.contentType(TEXT).body(text);
	}

}
