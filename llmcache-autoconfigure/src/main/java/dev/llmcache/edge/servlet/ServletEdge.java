package dev.llmcache.edge.servlet;

import java.util.Arrays;
import java.util.Collection;
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
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.DispatcherServlet;

/**
 * Decides about servlet responses, and writes the headers that tell it.
 *
 * @param gate decides
 * @param headers make the headers
 * @param optIns know what handlers said
 * @param location tells where a POST request's answer can be fetched
 * @param maxBody how many bytes of a response are held back to be decided about as a
 * whole
 */
public record ServletEdge(EdgeGate gate, EdgeHeaders headers, ServletOptIns optIns, AnswerLocation location,
		int maxBody) {

	private static final String LOGIN = ServletEdge.class.getName() + ".login";

	/**
	 * Whether a response is decided about as a whole.
	 * @param request the request, which has found its handler
	 * @param contentType type of the response, or null
	 * @return false where it is not going to be public
	 */
	boolean holdsBack(HttpServletRequest request, @Nullable String contentType) {
		return ("GET".equals(request.getMethod()) || "HEAD".equals(request.getMethod()))
				&& !isStream(request, contentType) && this.optIns.of(request) != null;
	}

	// What is written while a handler's result is still awaited is a stream
	static boolean isStream(HttpServletRequest request, @Nullable String contentType) {
		return request.isAsyncStarted() || StreamTypes.contain(contentType);
	}

	/**
	 * Decides, and writes headers that are known without the body.
	 * @param request the request
	 * @param response its response, not committed
	 * @param trace the model calls in it
	 * @param whole whether its body is complete and none of it has been written
	 * @return whether the response is public
	 */
	boolean decide(HttpServletRequest request, HttpServletResponse response, EdgeTrace trace, boolean whole) {
		OptIn optIn = this.optIns.of(request);
		EdgeDecision decision = this.gate.decide(exchange(request, response, optIn, !whole), trace);
		String own = own(response);
		return switch (decision) {
			case EdgeDecision.Untouched untouched -> {
				if (own == null && (!untouched.certain() || isStream(request, response.getContentType()))) {
					response.setHeader(EdgeHeaders.CACHE_CONTROL, EdgeHeaders.withheld(null));
				}
				yield false;
			}
			case EdgeDecision.NoStore withheld -> {
				withhold(response, own);
				locate(request, response, trace, optIn);
				yield false;
			}
			case EdgeDecision.Public known when own != null && EdgeHeaders.keepsSharedCachesOut(own) -> {
				withhold(response, own);
				yield false;
			}
			case EdgeDecision.Public known -> {
				EdgeHeaders.OVERRIDING.forEach((name) -> response.setHeader(name, null));
				response.setHeader("Age", null);
				this.headers.of(known, own).forEach(response::setHeader);
				addVary(response, known);
				yield true;
			}
		};
	}

	// The thread that goes on may not know it
	static void rememberLogin(HttpServletRequest request) {
		if (request.getUserPrincipal() != null) {
			request.setAttribute(LOGIN, true);
		}
	}

	private EdgeExchange exchange(HttpServletRequest request, HttpServletResponse response, @Nullable OptIn optIn,
			boolean streamed) {
		HttpSession session = request.getSession(false);
		return new EdgeExchange(request.getMethod(), isFailed(request) ? 500 : response.getStatus(), optIn,
				request.getHeader("Authorization") != null || request.getUserPrincipal() != null
						|| request.getAttribute(LOGIN) != null,
				response.containsHeader("Set-Cookie") || (session != null && session.isNew()), streamed,
				names(response.getHeaders("Vary")));
	}

	// Whatever its status: who failed has been answered by another than the handler
	private static boolean isFailed(HttpServletRequest request) {
		return request.getAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE) != null
				|| request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null;
	}

	private static Set<String> names(Collection<String> headers) {
		return headers.stream()
			.flatMap((header) -> Arrays.stream(header.split(",")))
			.map((name) -> name.trim().toLowerCase(Locale.ROOT))
			.collect(Collectors.toSet());
	}

	private static @Nullable String own(HttpServletResponse response) {
		Collection<String> own = response.getHeaders(EdgeHeaders.CACHE_CONTROL);
		return own.isEmpty() ? null : String.join(", ", own);
	}

	static void withhold(HttpServletResponse response, @Nullable String own) {
		EdgeHeaders.OVERRIDING.forEach((name) -> response.setHeader(name, null));
		response.setHeader(EdgeHeaders.CACHE_CONTROL, EdgeHeaders.withheld(own));
	}

	static void withhold(HttpServletResponse response) {
		withhold(response, own(response));
	}

	private static void addVary(HttpServletResponse response, EdgeDecision.Public decision) {
		Set<String> known = names(response.getHeaders("Vary"));
		decision.vary()
			.stream()
			.filter((name) -> !known.contains(name.toLowerCase(Locale.ROOT)))
			.forEach((name) -> response.addHeader("Vary", name));
	}

	private void locate(HttpServletRequest request, HttpServletResponse response, EdgeTrace trace,
			@Nullable OptIn optIn) {
		if (optIn != null && "POST".equals(request.getMethod()) && response.getStatus() == 200) {
			String path = this.location.of(trace.records(), optIn);
			if (path != null) {
				response.setHeader("Content-Location", request.getContextPath() + path);
			}
		}
	}

}
