package dev.llmcache.edge;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Carries the trace of a request from thread to thread, wherever context propagation
 * does.
 */
public final class EdgeTraceAccessor implements ThreadLocalAccessor<EdgeTrace> {

	@Override
	public Object key() {
		return EdgeTrace.KEY;
	}

	@Override
	public @Nullable EdgeTrace getValue() {
		return EdgeTrace.current();
	}

	@Override
	public void setValue(EdgeTrace value) {
		EdgeTrace.bind(value);
	}

	@Override
	public void setValue() {
		EdgeTrace.bind(null);
	}

}
