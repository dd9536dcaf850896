package dev.llmcache.edge;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Calls of models that were made for one HTTP request.
 * <p>
 * Known to the thread that works for the request while it is {@link #bind bound} to it. A
 * call on a thread that works for no known request is counted, and no response that was
 * under way meanwhile is public: it may have been made for that one. Thread-safe.
 */
public final class EdgeTrace {

	/** Name of a request's trace in a Reactor context and among its attributes. */
	public static final String KEY = "dev.llmcache.edge.trace";

	private static final ThreadLocal<@Nullable EdgeTrace> CURRENT = new ThreadLocal<>();

	private static final AtomicLong STRAYS = new AtomicLong();

	private final List<TracedCall> calls = new CopyOnWriteArrayList<>();

	private final long straysBefore = STRAYS.get();

	/**
	 * The trace of the request that the current thread works for.
	 * @return the trace, or null when it is not known
	 */
	public static @Nullable EdgeTrace current() {
		return CURRENT.get();
	}

	/**
	 * Says which request the current thread works for.
	 * @param trace the request's trace, or null for none
	 */
	public static void bind(@Nullable EdgeTrace trace) {
		if (trace != null) {
			CURRENT.set(trace);
		}
		else {
			CURRENT.remove();
		}
	}

	/**
	 * Begins a call that is made for some request.
	 * @param trace the request's trace, or null when it is not known
	 * @return the call, to be ended
	 */
	public static TracedCall begin(@Nullable EdgeTrace trace) {
		TracedCall call = new TracedCall();
		if (trace != null) {
			trace.calls.add(call);
		}
		else {
			STRAYS.incrementAndGet();
		}
		return call;
	}

	/**
	 * What the calls so far came to.
	 * @return a record for each, in the order in which they began
	 */
	public List<CallRecord> records() {
		return this.calls.stream().map(TracedCall::record).toList();
	}

	/**
	 * Whether no call is known.
	 * @return true before the first
	 */
	public boolean isEmpty() {
		return this.calls.isEmpty();
	}

	/**
	 * Whether all calls are known that may have been made for the request.
	 * @return false if one was made since that could have been
	 */
	public boolean isComplete() {
		return STRAYS.get() == this.straysBefore;
	}

}
