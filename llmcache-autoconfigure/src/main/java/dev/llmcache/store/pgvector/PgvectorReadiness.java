package dev.llmcache.store.pgvector;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.llmcache.FailureTypes;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whether the table has been found to be there and to fit.
 * <p>
 * A server that cannot be reached at the start is tried again when the index is used, in
 * the background and after a pause that doubles up to two seconds, so that no caller
 * waits for it. Thread-safe.
 */
final class PgvectorReadiness {

	private static final Log logger = LogFactory.getLog(PgvectorReadiness.class);

	private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

	private final Runnable preparation;

	private final InstantSource clock;

	private final AtomicBoolean preparing = new AtomicBoolean();

	private volatile boolean ready;

	private volatile Duration pause = SHORTEST_PAUSE;

	private volatile Instant nextAttempt = Instant.MIN;

	PgvectorReadiness(Runnable preparation, InstantSource clock) {
		this.preparation = preparation;
		this.clock = clock;
	}

	/**
	 * Prepares for the first time, in the thread of the caller.
	 * @throws PgvectorSchemaException if the database cannot be used as it is
	 */
	void start() {
		try {
			this.preparation.run();
			this.ready = true;
		}
		catch (PgvectorSchemaException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			postpone();
			logger.warn("""
					PostgreSQL cannot be reached, and the semantic layer finds and keeps nothing until it can, nor do \
					the others where generations are in PostgreSQL (llmcache.invalidation.authority): %s. \
					If that lasts, check spring.datasource.* or set %s to another store.""".formatted(reason(ex),
					PgvectorSettings.STORE_PROPERTY));
		}
	}

	// What is thrown besides is others', such as whoever knows the password
	private static @Nullable String reason(RuntimeException failure) {
		if (failure instanceof PgvectorException) {
			return (failure.getCause() != null) ? failure.getCause().getMessage() : failure.getMessage();
		}
		return FailureTypes.of(failure);
	}

	/**
	 * Lets pass only when the table is ready; otherwise has it prepared, if it is time.
	 * @throws PgvectorException if it is not ready
	 */
	void require() {
		if (this.ready) {
			return;
		}
		prepareIfDue();
		throw new PgvectorException("The table is not ready");
	}

	private void prepareIfDue() {
		if (!this.clock.instant().isBefore(this.nextAttempt) && this.preparing.compareAndSet(false, true)) {
			Thread.ofVirtual().name("llmcache-pgvector-preparation").start(this::prepareAgain);
		}
	}

	/** Whether it lets pass at present. */
	boolean isReady() {
		return this.ready;
	}

	/** The table that was there is no more, and is prepared anew. */
	void lost() {
		this.ready = false;
		prepareIfDue();
	}

	private void prepareAgain() {
		try {
			this.preparation.run();
			this.pause = SHORTEST_PAUSE;
			this.ready = true;
			logger.info("PostgreSQL can be reached, and the semantic layer uses it");
		}
		catch (PgvectorSchemaException ex) {
			postpone();
			logger.error(ex.getMessage());
		}
		catch (RuntimeException ex) {
			postpone();
			logger.debug("PostgreSQL cannot be reached: " + FailureTypes.of(ex));
		}
		finally {
			this.preparing.set(false);
		}
	}

	private void postpone() {
		this.nextAttempt = this.clock.instant().plus(this.pause);
		Duration longer = this.pause.multipliedBy(2);
		this.pause = (longer.compareTo(LONGEST_PAUSE) < 0) ? longer : LONGEST_PAUSE;
	}

}
