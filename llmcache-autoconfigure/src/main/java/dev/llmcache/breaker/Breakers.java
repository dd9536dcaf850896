package dev.llmcache.breaker;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.llmcache.Deadline;
import dev.llmcache.Layer;
import dev.llmcache.report.store.BreakerReport;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;

/**
 * The breakers of an application, one for each back end.
 * <p>
 * Thread-safe.
 */
public final class Breakers implements StoreReporter, AutoCloseable {

	/** Long enough to connect anew. */
	private static final Duration LONGEST_TRIAL = Duration.ofSeconds(3);

	/** For those that have as long as their callers, however long that is. */
	private static final Duration LONGEST_OF_CALLERS = Duration.ofMinutes(1);

	/** Of which half must have failed. */
	private static final int LOOKUPS = 20;

	private final ExecutorService threads = Executors
		.newThreadPerTaskExecutor(Thread.ofVirtual().name("llmcache-trial-", 0).factory());

	private final Map<String, Breaker> breakers = new ConcurrentSkipListMap<>();

	private final InstantSource clock;

	/**
	 * Creates the set of breakers, none yet.
	 * @param clock tells when to try a back end again
	 */
	public Breakers(InstantSource clock) {
		this.clock = clock;
	}

	/**
	 * The breaker of a server, which opens with the first call that fails: a trial costs
	 * a round trip, and many use it that need not all find out by themselves.
	 * @param backend what it is, lower case with hyphens
	 * @return always the same for the same
	 */
	public Breaker ofServer(String backend) {
		return of(backend, backend, 1, LONGEST_TRIAL);
	}

	/**
	 * The breaker of the lookups of a layer, which take longer now and then.
	 * @param layer the layer
	 * @return always the same for the same
	 */
	public Breaker ofLookups(Layer layer) {
		return of(layer.code() + "-lookup", "layer", LOOKUPS, LONGEST_OF_CALLERS);
	}

	/**
	 * The breaker of the model that embeds questions, which takes longer now and then.
	 * @return always the same
	 */
	public Breaker ofEmbedding() {
		return of("embedding-model", "model", LOOKUPS, LONGEST_OF_CALLERS);
	}

	private Breaker of(String name, String backend, int calls, Duration longestTrial) {
		return this.breakers.computeIfAbsent(name, (key) -> new Breaker(name, backend, calls, this.threads,
				new Deadline(longestTrial, this.threads), this.clock));
	}

	@Override
	public List<StoreReport> reports() {
		return List.of();
	}

	@Override
	public List<BreakerReport> breakers() {
		return this.breakers.values().stream().map(Breaker::report).toList();
	}

	/** Gives up the trials under way. What is open stays so. */
	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
