package dev.llmcache.identity;

import java.util.Collections;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Name in a header of the servlet request. A header that is there twice names nobody.
 */
public final class ServletHeaderName implements NameSource {

	/** Where context propagation, which may be missing, puts the request. */
	static final String PROPAGATED = "org.springframework.web.context.request.RequestAttributesThreadLocalAccessor.KEY";

	private final String header;

	/**
	 * Creates the source.
	 * @param header name of the header
	 */
	public ServletHeaderName(String header) {
		this.header = header;
	}

	@Override
	public @Nullable String onThread() {
		return nameIn(RequestContextHolder.getRequestAttributes());
	}

	@Override
	public Mono<String> inContext(ContextView context) {
		return Mono.justOrEmpty(nameIn(context.getOrDefault(PROPAGATED, null)));
	}

	@Override
	public boolean canTell(ContextView context) {
		return context.hasKey(PROPAGATED);
	}

	private @Nullable String nameIn(@Nullable RequestAttributes attributes) {
		if (!(attributes instanceof ServletRequestAttributes servlet)) {
			return null;
		}
		// Throws when the request is over: the container may already use its object for
		// another
		servlet.getAttribute(ServletHeaderName.class.getName(), RequestAttributes.SCOPE_REQUEST);
		return SingleName.of(Collections.list(servlet.getRequest().getHeaders(this.header)));
	}

}
