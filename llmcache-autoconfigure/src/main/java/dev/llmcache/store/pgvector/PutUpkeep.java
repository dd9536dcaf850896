package dev.llmcache.store.pgvector;

import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.BreakerOpenException;
import dev.llmcache.FailureTypes;
import dev.llmcache.Mark;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * What puts do for the table by the way, a little each time: no more than they add.
 * <p>
 * Thread-safe. What fails is left to the next.
 */
final class PutUpkeep {

	private static final Log logger = LogFactory.getLog(PgvectorIndex.class);

	private final Runnable expiry;

	private final TenantQuota quota;

	private final AtomicInteger puts = new AtomicInteger();

	/**
	 * Creates the upkeep of a table.
	 * @param expiry deletes some rows that have expired
	 * @param quota keeps each tenant to a number of rows
	 */
	PutUpkeep(Runnable expiry, TenantQuota quota) {
		this.expiry = expiry;
		this.quota = quota;
	}

	/**
	 * Does what is due after a put.
	 * @param tenant whose row was put
	 */
	void put(Mark tenant) {
		try {
			if (this.puts.incrementAndGet() % PgvectorIndex.PUTS_PER_SWEEP == 0) {
				this.expiry.run();
			}
			this.quota.put(tenant);
		}
		catch (PgvectorException | BreakerOpenException ex) {
			logger.debug("Rows that are to go could not be deleted: " + FailureTypes.of(ex));
		}
	}

}
