package dev.llmcache.transfer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.llmcache.Generations;
import dev.llmcache.advisor.ClientPlanner;
import dev.llmcache.key.Keyring;
import dev.llmcache.semantic.QuestionIndex;
import dev.llmcache.semantic.SemanticDecision;
import dev.llmcache.store.LeaseStore;
import dev.llmcache.store.RecordSource;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.transfer.OldEntries.Renewed;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Gives the entries of another embedding model vectors of the present one, in the
 * background and no faster than it was told, while the cache serves.
 * <p>
 * The old entries stay until they expire, for instances that still have the old model.
 * What is interrupted goes on where it was: an entry that has its new vector is passed
 * over. What fails is tried again later. Thread-safe.
 */
public final class Reembedding implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(Reembedding.class);

	private static final int LOGGED_EVERY = 1_000;

	private static final int MOST_FAILURES = 5;

	private static final Duration RETRY = Duration.ofSeconds(30);

	private static final Duration CLOSING = Duration.ofSeconds(15);

	private final List<? extends RecordSource> sources;

	private final QuestionIndex questions;

	private final OldEntries old;

	private final Duration pause;

	private final LeaseStore leases;

	private final String namespace;

	private final InstantSource clock;

	private final CountDownLatch closing = new CountDownLatch(1);

	private final AtomicLong embedded = new AtomicLong();

	private final AtomicLong present = new AtomicLong();

	private final AtomicLong failed = new AtomicLong();

	private volatile boolean finished;

	private volatile @Nullable Thread background;

	/**
	 * Creates the work, which has to be started.
	 * @param sources where the old entries are
	 * @param questions where they are to be found by vectors of the present model
	 * @param keyring the secrets of the cache
	 * @param planner tells which entries are this application's
	 * @param generations tell what was invalidated
	 * @param leases by which one instance at a time works on an index that all share
	 * @param pause after each entry
	 * @param clock tells what has expired
	 */
	public Reembedding(List<? extends RecordSource> sources, QuestionIndex questions, Keyring keyring,
			ClientPlanner planner, Generations generations, LeaseStore leases, Duration pause, InstantSource clock) {
		this.sources = List.copyOf(sources);
		this.questions = questions;
		this.old = new OldEntries(keyring, planner, generations, clock);
		this.pause = pause;
		this.leases = leases;
		this.namespace = planner.namespace();
		this.clock = clock;
	}

	/** Starts the work on a thread of its own, which ends when no entry is left. */
	public void start() {
		this.background = Thread.ofPlatform().daemon().name("llmcache-reembedding").start(() -> {
			while (!run() && !isClosingWithin(RETRY)) {
				logger.debug("Entries are left to be re-embedded");
			}
		});
	}

	/**
	 * Goes over all entries once.
	 * @return whether none is left; false when another instance is at it, something
	 * failed, or this was closed
	 */
	public boolean run() {
		this.failed.set(0);
		try {
			SoleRun run = new SoleRun(this.leases, this.namespace + "/" + this.questions.modelId(), this.clock);
			try {
				this.finished = run.isMine() && walk(run) && this.failed.get() == 0;
			}
			finally {
				run.end();
			}
		}
		catch (RuntimeException | LinkageError ex) {
			logger.warn("Re-embedding was interrupted (%s) and goes on later".formatted(ex.getClass().getSimpleName()));
			return false;
		}
		if (this.finished) {
			logger.info("Re-embedded %d entries; none is left".formatted(this.embedded.get()));
		}
		return this.finished;
	}

	private boolean walk(SoleRun run) {
		String modelId = this.questions.modelId();
		try {
			this.sources.forEach((source) -> source.forEach((record) -> look(record, modelId, run)));
			return true;
		}
		catch (StoppedException ex) {
			return false;
		}
	}

	private void look(StoredRecord record, String modelId, SoleRun run) {
		Renewed entry = this.old.renew(record, modelId);
		if (isClosingWithin(Duration.ZERO) || !run.isMine()) {
			throw new StoppedException();
		}
		if (entry != null) {
			if (this.questions.contains(entry.key())) {
				this.present.incrementAndGet();
			}
			else {
				embed(entry);
			}
		}
	}

	private void embed(Renewed entry) {
		try {
			if (SemanticDecision.isMatchable(entry.question())
					&& this.questions.put(entry.key(), entry.question(), entry.record())) {
				count();
			}
		}
		catch (RuntimeException | LinkageError ex) {
			// One question may be at fault, but hardly many
			if (this.failed.incrementAndGet() >= MOST_FAILURES) {
				throw ex;
			}
		}
		if (isClosingWithin(this.pause)) {
			throw new StoppedException();
		}
	}

	private void count() {
		long entries = this.embedded.incrementAndGet();
		if (entries % LOGGED_EVERY == 0) {
			logger.info("Re-embedded %d entries so far".formatted(entries));
		}
	}

	private boolean isClosingWithin(Duration time) {
		try {
			return this.closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return true;
		}
	}

	/**
	 * How far it is.
	 * @return the present counts
	 */
	public ReembeddingProgress progress() {
		return new ReembeddingProgress(this.embedded.get(), this.present.get(), this.failed.get(), this.finished);
	}

	/**
	 * Stops after the entry that is being embedded. Never interrupts: that would close an
	 * index on disk.
	 */
	@Override
	public void close() {
		this.closing.countDown();
		Thread running = this.background;
		if (running != null) {
			try {
				running.join(CLOSING);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * Ends a walk.
	 */
	private static final class StoppedException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		StoppedException() {
			super(null, null, false, false);
		}

	}

}
