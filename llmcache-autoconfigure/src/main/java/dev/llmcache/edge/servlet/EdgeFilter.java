package dev.llmcache.edge.servlet;

import java.io.IOException;
import java.util.concurrent.Callable;

import dev.llmcache.edge.EdgeTrace;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;
import org.springframework.web.context.request.async.WebAsyncUtils;

/**
 * Keeps a trace of the model calls in each request, and tells the caches in front of the
 * application whether they may keep the response.
 * <p>
 * Belongs inside Spring Security's filter, which adds headers of its own only where there
 * are none, and outside of whatever writes the response.
 */
public final class EdgeFilter implements Filter {

	/** Inside Spring Security's filter. */
	public static final int ORDER = -50;

	private static final String RESPONSE = EdgeFilter.class.getName() + ".response";

	private final ServletEdge edge;

	/**
	 * Creates the filter.
	 * @param edge decides and writes headers
	 */
	public EdgeFilter(ServletEdge edge) {
		this.edge = edge;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (request.getDispatcherType() == DispatcherType.FORWARD) {
			chain.doFilter(request, response);
			// The container ends the response when the forward returns
			if (request.getAttribute(RESPONSE) instanceof EdgeResponse own && !isAwaited(request)) {
				own.finish();
			}
		}
		else if (request instanceof HttpServletRequest known && response instanceof HttpServletResponse own) {
			decide(known, own, chain);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private void decide(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		EdgeTrace trace = traceOf(request);
		EdgeTrace before = EdgeTrace.current();
		EdgeResponse known = known(request);
		EdgeResponse own = (known != null) ? known : new EdgeResponse(request, response, this.edge, trace);
		EdgeTrace.bind(trace);
		try {
			if (known == null) {
				request.setAttribute(RESPONSE, own);
				WebAsyncUtils.getAsyncManager(request).registerCallableInterceptor(RESPONSE, new Binding(trace));
			}
			// After an asynchronous dispatch others may have wrapped it anew
			chain.doFilter(request, (known != null) ? response : own);
		}
		catch (Throwable ex) {
			own.fail();
			throw ex;
		}
		finally {
			EdgeTrace.bind(before);
		}
		if (isAwaited(request)) {
			own.suspend();
		}
		else {
			own.finish();
		}
	}

	private static boolean isAwaited(ServletRequest request) {
		return WebAsyncUtils.getAsyncManager(request).isConcurrentHandlingStarted() || request.isAsyncStarted();
	}

	private static EdgeTrace traceOf(HttpServletRequest request) {
		if (request.getAttribute(EdgeTrace.KEY) instanceof EdgeTrace trace) {
			return trace;
		}
		EdgeTrace trace = new EdgeTrace();
		request.setAttribute(EdgeTrace.KEY, trace);
		return trace;
	}

	// An error is written to the container's own response
	private static @Nullable EdgeResponse known(HttpServletRequest request) {
		return (request.getDispatcherType() == DispatcherType.ASYNC
				&& request.getAttribute(RESPONSE) instanceof EdgeResponse response) ? response : null;
	}

	/**
	 * Tells the thread that computes an asynchronous result which request it works for.
	 *
	 * @param trace trace of the request
	 */
	private record Binding(EdgeTrace trace) implements CallableProcessingInterceptor {

		@Override
		public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
			EdgeTrace.bind(this.trace);
		}

		@Override
		public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object result) {
			EdgeTrace.bind(null);
		}

	}

}
