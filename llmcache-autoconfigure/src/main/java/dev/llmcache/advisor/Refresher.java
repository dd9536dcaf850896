package dev.llmcache.advisor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.llmcache.CachedAnswer;
import dev.llmcache.Fingerprint;
import dev.llmcache.LlmCache;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.RefreshOutcome;
import dev.llmcache.store.LeaseStore;
import dev.llmcache.store.LeaseStore.Claim;
import io.micrometer.context.ContextSnapshotFactory;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Has the model asked again in the background for what is served stale or is about to
 * expire, once for all instances.
 * <p>
 * What fails leaves the old answer in place and is tried again later and later, by
 * whichever instance. Thread-safe; neither waits nor throws.
 */
final class Refresher implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(LlmCacheAdvisor.class);

	private static final byte[] LABEL = { 'r' };

	/** Until an instance looks again whether another one has finished. */
	private static final Duration PAUSE = Duration.ofMillis(250);

	private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);

	private static final int LONGEST_BACKOFF_EXPONENT = 8;

	private static final int REMEMBERED = 10_000;

	private final LlmCache cache;

	private final LeaseStore leases;

	private final LeaseRenewal renewal;

	private final RefreshBudget budget;

	private final RefreshBudget audits;

	private final Semaphore permits;

	private final Duration drainTimeout;

	private final InstantSource clock;

	private final RandomGenerator random;

	private final Cache<Fingerprint, Attempt> attempts = Caffeine.newBuilder()
		.maximumSize(REMEMBERED)
		.executor(Runnable::run)
		.build();

	private final ExecutorService threads = Executors
		.newThreadPerTaskExecutor(Thread.ofVirtual().name("llmcache-refresh-", 0).factory());

	private final ContextSnapshotFactory contexts = ContextSnapshotFactory.builder().build();

	Refresher(LlmCache cache, LeaseStore leases, RefreshSettings settings, InstantSource clock,
			RandomGenerator random) {
		this.cache = cache;
		this.leases = leases;
		this.renewal = new LeaseRenewal(leases);
		this.budget = new RefreshBudget(clock);
		this.audits = new RefreshBudget(clock);
		this.permits = new Semaphore(settings.maxConcurrent());
		this.drainTimeout = settings.drainTimeout();
		this.clock = clock;
		this.random = random;
	}

	/**
	 * Considers a hit that is being served.
	 * @param call the call
	 * @param hit the hit
	 * @param refresh asks the model for the call, and keeps the answer
	 */
	void consider(PlannedCall.Cached call, Hit hit, Refresh refresh) {
		if (!call.plan().writes() || !RefreshDue.isDue(call.plan().lifetimes(), hit, this.random)) {
			return;
		}
		Fingerprint key = call.query().key().entry().derive(LABEL);
		if (!begins(key)) {
			return;
		}
		if (!this.permits.tryAcquire()) {
			tell(call, hit, RefreshOutcome.LIMITED);
			return;
		}
		if (!budget(call, hit) || !starts(() -> run(key, call, hit, refresh))) {
			this.permits.release();
			tell(call, hit, RefreshOutcome.LIMITED);
		}
	}

	private void tell(PlannedCall.Cached call, Hit hit, RefreshOutcome outcome) {
		if (!isAudit(hit)) {
			this.cache.listener().refreshed(call.plan(), outcome);
		}
	}

	private boolean budget(PlannedCall.Cached call, Hit hit) {
		String policy = call.plan().policy();
		return isAudit(hit) ? this.audits.take(policy, call.plan().auditing().perMinute())
				: this.budget.take(policy, call.policy().freshness().refreshesPerMinute());
	}

	/** Whether the model is asked for no other reason than to learn. */
	private static boolean isAudit(Hit hit) {
		return hit.audited() && hit.isFresh();
	}

	private boolean starts(Runnable run) {
		try {
			Runnable inContext = this.contexts.captureAll().wrap(run);
			this.threads.execute(() -> {
				try {
					inContext.run();
				}
				finally {
					this.permits.release();
				}
			});
			return true;
		}
		catch (RuntimeException ex) {
			logger.debug("A refresh could not be started: " + ex.getClass().getName());
			return false;
		}
	}

	// Of the readers of this instance, one at a time
	private boolean begins(Fingerprint key) {
		Instant now = this.clock.instant();
		Attempt before = this.attempts.getIfPresent(key);
		if (before != null && now.isBefore(before.notBefore())) {
			return false;
		}
		Attempt attempt = new Attempt(now.plus(PAUSE), (before != null) ? before.failures() : 0);
		return (before != null) ? this.attempts.asMap().replace(key, before, attempt)
				: this.attempts.asMap().putIfAbsent(key, attempt) == null;
	}

	private void run(Fingerprint key, PlannedCall.Cached call, Hit hit, Refresh refresh) {
		try {
			if (this.leases.claim(key,
					LeaseRenewal.TIME) instanceof Claim.Granted(LeaseStore.Lease lease, boolean first)) {
				run(key, call, hit, refresh, this.renewal.hold(lease));
			}
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("No lease to refresh an answer: " + ex.getClass().getName());
		}
	}

	private void run(Fingerprint key, PlannedCall.Cached call, Hit hit, Refresh refresh, HeldLease lease) {
		if (this.cache.lookupShared(call.query(), call.plan()) instanceof Hit shared && shared.isFresh()
				&& shared.age().compareTo(hit.age()) < 0) {
			lease.release();
			tell(call, hit, RefreshOutcome.DONE_ELSEWHERE);
			return;
		}
		Kept kept = this.cache.tracing().refresh(call.plan(), () -> ask(refresh, lease.fence()));
		tell(call, hit, (kept.answer() != null) ? RefreshOutcome.STORED : RefreshOutcome.NOT_STORED);
		charge(call, hit, kept.given());
		if (kept.answer() != null) {
			this.attempts.invalidate(key);
			kept.stored().thenRun(lease::release);
			return;
		}
		Attempt failed = new Attempt(Instant.MIN, failures(key) + 1);
		Duration backoff = FIRST_BACKOFF.multipliedBy(1L << Math.min(failed.failures() - 1, LONGEST_BACKOFF_EXPONENT));
		this.attempts.put(key, new Attempt(this.clock.instant().plus(backoff), failed.failures()));
		lease.decline(backoff);
	}

	// The provider is paid for what may not be stored, too
	private void charge(PlannedCall.Cached call, Hit hit, @Nullable CachedAnswer given) {
		if (given != null && isAudit(hit)) {
			this.cache.listener().audited(call.plan(), given);
		}
		else if (given != null) {
			this.cache.listener().askedAgain(call.plan(), hit.layer(), given);
		}
	}

	private static Kept ask(Refresh refresh, long fence) {
		try {
			return refresh.ask(fence);
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			logger.debug("An answer could not be refreshed: " + ex.getClass().getName());
			return Kept.NOTHING;
		}
	}

	private int failures(Fingerprint key) {
		Attempt attempt = this.attempts.getIfPresent(key);
		return (attempt != null) ? attempt.failures() : 0;
	}

	/** Begins nothing more; what does not end in time is interrupted. */
	@Override
	public void close() {
		this.threads.shutdown();
		try {
			if (!this.threads.awaitTermination(this.drainTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
				this.threads.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			this.threads.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Asks the model again.
	 */
	@FunctionalInterface
	interface Refresh {

		/**
		 * Asks and keeps the answer.
		 * @param fence to store it with
		 * @return what became of it
		 */
		Kept ask(long fence);

	}

	/**
	 * Attempt of this instance to refresh an answer.
	 *
	 * @param notBefore when the next one may be made
	 * @param failures how many failed one after another
	 */
	private record Attempt(Instant notBefore, int failures) {

	}

}
