package dev.llmcache.test.edge;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import dev.llmcache.Invalidation;
import dev.llmcache.test.edge.EdgeSetup.Reply;

/**
 * What becomes of answers in a cache in front when they are invalidated.
 */
public final class Invalidations {

	private static final int AT_A_TIME = 20;

	private Invalidations() {
	}

	/**
	 * Measure how long it takes from an invalidation to the first answer that is of
	 * later.
	 * @param setup where to, with Varnish
	 * @param objects how many answers the cache holds
	 * @param times how often
	 * @return the times in milliseconds, sorted
	 */
	public static double[] timesToFresh(EdgeSetup setup, int objects, int times) {
		// One word each, so that no question is like another
		String tag = UUID.randomUUID().toString().replace("-", "");
		for (int i = 0; i < objects; i++) {
			setup.get(tagged(tag + "q" + i, tag + "-" + i % times));
		}
		double[] millis = new double[times];
		for (int i = 0; i < times; i++) {
			String path = tagged(tag + "q" + i, tag + "-" + i);
			Reply before = setup.get(path);
			if (!before.isFromTheEdge()) {
				throw new IllegalStateException("What is to be invalidated is not in the cache: "
						+ before.response().headers().map() + setup.application().gate().withheld());
			}
			long start = System.nanoTime();
			setup.application().cache().invalidate(Invalidation.byTag(tag + "-" + i));
			while (setup.get(path).number() == before.number()) {
				LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
			}
			millis[i] = (System.nanoTime() - start) / 1e6;
		}
		Arrays.sort(millis);
		return millis;
	}

	/**
	 * Invalidate answers while they are on their way, and count those that are still
	 * served after the second purge.
	 * @param setup where to, with Varnish
	 * @param times how often
	 * @param longest how long an answer takes at the most
	 * @param settled how long after an invalidation its second purge has been made
	 * @param seed for the moments
	 */
	public static int stale(EdgeSetup setup, int times, Duration longest, Duration settled, long seed) {
		setup.application()
			.model()
			.pause(() -> LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest.toNanos())));
		AtomicInteger stale = new AtomicInteger();
		Random random = new Random(seed);
		try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
			for (int i = 0; i < times; i++) {
				Interleaving one = new Interleaving(setup, UUID.randomUUID().toString(), random.nextBoolean(),
						Duration.ofNanos(random.nextLong(longest.toNanos())),
						Duration.ofNanos(random.nextLong(longest.toNanos())), settled);
				threads.execute(() -> {
					// One that fails shows nothing
					if (!one.isFresh()) {
						stale.incrementAndGet();
					}
				});
			}
		}
		setup.application().model().pause(() -> {
		});
		return stale.get();
	}

	private static String tagged(String question, String tag) {
		return "/faq/tagged?q=" + EdgeSetup.encoded(question) + "&tags=" + tag;
	}

	/**
	 * An answer that is asked for and invalidated at moments of their own.
	 *
	 * @param setup where to
	 * @param tag the answer's own tag
	 * @param kept whether the cache holds one from before
	 * @param askedAfter when it is asked for
	 * @param invalidatedAfter when it is invalidated
	 * @param settled how long after that its second purge has been made
	 */
	private record Interleaving(EdgeSetup setup, String tag, boolean kept, Duration askedAfter,
			Duration invalidatedAfter, Duration settled) {

		boolean isFresh() {
			try {
				return number() > 0;
			}
			catch (RuntimeException ex) {
				return false;
			}
		}

		// Of the answer, if it is of later
		private int number() {
			String path = tagged(this.tag, this.tag);
			if (this.kept) {
				this.setup.get(path);
			}
			CompletableFuture<Reply> underWay = CompletableFuture.supplyAsync(() -> {
				LockSupport.parkNanos(this.askedAfter.toNanos());
				return this.setup.get(path);
			}, (task) -> Thread.ofVirtual().start(task));
			LockSupport.parkNanos(this.invalidatedAfter.toNanos());
			int before = this.setup.application().model().calls();
			this.setup.application().cache().invalidate(Invalidation.byTag(this.tag));
			underWay.join();
			LockSupport.parkNanos(this.settled.toNanos());
			Reply after = this.setup.get(path);
			return (after.number() > before) ? after.number() : 0;
		}

	}

}
