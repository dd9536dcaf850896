package dev.llmcache.report;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The calls that ended last.
 * <p>
 * Thread-safe; of calls that end at the same time, one may be missing for a moment.
 */
final class RecentCalls {

	private static final int REMEMBERED = 256;

	private final AtomicReferenceArray<RecentCall> ring = new AtomicReferenceArray<>(REMEMBERED);

	private final AtomicLong next = new AtomicLong();

	void add(RecentCall call) {
		this.ring.set((int) (this.next.getAndIncrement() % REMEMBERED), call);
	}

	/** The latest first. */
	List<RecentCall> latest(int most) {
		long end = this.next.get();
		List<RecentCall> calls = new ArrayList<>();
		for (long i = end - 1; i >= Math.max(0, end - Math.min(most, REMEMBERED)); i--) {
			RecentCall call = this.ring.get((int) (i % REMEMBERED));
			if (call != null) {
				calls.add(call);
			}
		}
		return calls;
	}

}
