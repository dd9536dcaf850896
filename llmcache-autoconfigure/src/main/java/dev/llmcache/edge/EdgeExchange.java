package dev.llmcache.edge;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * HTTP request and response, as far as they decide whether the response is public.
 *
 * @param method method of the request
 * @param status status of the response
 * @param optIn what the handler said, or null if it said nothing
 * @param identified whether the request says who makes it, by {@code Authorization} or a
 * login
 * @param cookie whether the response sets a cookie, or a session began
 * @param streamed whether the response began to be written before it was complete
 * @param varies what the application says that the response varies by, in lower case
 */
public record EdgeExchange(String method, int status, @Nullable OptIn optIn, boolean identified, boolean cookie,
		boolean streamed, Set<String> varies) {

	public EdgeExchange {
		varies = Set.copyOf(varies);
	}

}
