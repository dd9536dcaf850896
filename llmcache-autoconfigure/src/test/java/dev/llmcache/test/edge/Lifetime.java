package dev.llmcache.test.edge;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

import dev.llmcache.test.edge.EdgeSetup.Reply;

/**
 * How long a cache serves an answer that grew old before it came there.
 *
 * @param hits how often the cache served it
 * @param lastHit how long after the model was asked it last did
 */
public record Lifetime(int hits, Duration lastHit) {

	/**
	 * Ask for one answer until it is another.
	 * @param setup where to
	 * @param grown how old the answer is when the cache gets it
	 * @param longest when to give up
	 */
	public static Lifetime of(EdgeSetup setup, Duration grown, Duration longest) {
		String path = "?q=" + UUID.randomUUID();
		long start = System.nanoTime();
		// Not kept by any cache in front
		int number = setup.get("/silent" + path).number();
		LockSupport.parkNanos(start + grown.toNanos() - System.nanoTime());
		int hits = 0;
		long last = 0;
		while (System.nanoTime() - start < longest.toNanos()) {
			Reply reply = setup.get("/faq" + path);
			if (reply.number() != number) {
				return new Lifetime(hits, Duration.ofNanos(last));
			}
			if (reply.isFromTheEdge()) {
				hits++;
				last = System.nanoTime() - start;
			}
			LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
		}
		return new Lifetime(hits, longest);
	}

}
