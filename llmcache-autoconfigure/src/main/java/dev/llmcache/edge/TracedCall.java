package dev.llmcache.edge;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Call of a model in a trace. Until it is told otherwise, its answer is private.
 * <p>
 * Thread-safe.
 */
public final class TracedCall {

	private final AtomicReference<@Nullable CallRecord> record = new AtomicReference<>();

	private final AtomicBoolean asked = new AtomicBoolean();

	/**
	 * Tells that an answer is asked for. A call for which several are, by a loop of
	 * tools, is private: what is known is of one.
	 */
	public void ask() {
		if (!this.asked.compareAndSet(false, true)) {
			this.record.set(CallRecord.PRIVATE);
		}
	}

	/**
	 * Tells what the call came to. The first counts: what is done later, such as storing
	 * a refreshed answer, is not done for the response.
	 * @param outcome what it came to
	 */
	public void end(CallRecord outcome) {
		this.record.compareAndSet(null, outcome);
	}

	CallRecord record() {
		CallRecord known = this.record.get();
		return (known != null) ? known : CallRecord.PRIVATE;
	}

}
