package dev.llmcache.store.pgvector;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

import dev.llmcache.Stamp;
import dev.llmcache.report.store.Removal;
import dev.llmcache.report.store.StoreCounts;
import dev.llmcache.store.pgvector.StampedRows.Row;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what has expired, is outdated or beyond a tenant's number, in batches between
 * which it rests for as long as the last one took, and then renews the graph if much was
 * deleted from it.
 * <p>
 * One instance at a time; where no connection can be opened for that, each for itself,
 * and the graph is left as it is.
 */
final class PgvectorSweep {

	private static final Duration SHORTEST_REST = Duration.ofMillis(5);

	private final PgvectorConnections connections;

	private final PgvectorTable table;

	private final StampedRows rows;

	private final IntSupplier expiry;

	private final TenantQuota quota;

	private final GraphUpkeep upkeep;

	private final StoreCounts counts;

	/**
	 * Creates the sweep of a table.
	 * @param rows the rows of the table
	 * @param expiry deletes some rows that have expired, and returns how many
	 * @param quota keeps each tenant to a number of rows
	 * @param connections to the database
	 * @param settings what is configured
	 * @param clock tells the time
	 * @param counts counts the rows that are outdated
	 */
	PgvectorSweep(StampedRows rows, IntSupplier expiry, TenantQuota quota, PgvectorConnections connections,
			PgvectorSettings settings, InstantSource clock, StoreCounts counts) {
		this.rows = rows;
		this.expiry = expiry;
		this.quota = quota;
		this.connections = connections;
		this.table = settings.table();
		this.counts = counts;
		this.upkeep = new GraphUpkeep(connections, settings, clock);
	}

	/**
	 * Sweeps the whole table.
	 * @param outdated finds those of some stamps that are outdated
	 * @return how many rows were deleted; 0 while another instance sweeps
	 */
	long run(UnaryOperator<Set<Stamp>> outdated) {
		if (!this.connections.canOpen()) {
			return delete(outdated);
		}
		try (SweepLock lock = SweepLock.tryOn(this.connections, this.table)) {
			return (lock != null) ? deleteAndRenew(outdated) : 0;
		}
	}

	private long deleteAndRenew(UnaryOperator<Set<Stamp>> outdated) {
		long deleted = delete(outdated);
		this.upkeep.renewAfter(deleted);
		return deleted;
	}

	private long delete(UnaryOperator<Set<Stamp>> outdated) {
		return deleteExpired() + deleteOutdated(new OutdatedRows(outdated)) + this.quota.sweep(PgvectorSweep::rest);
	}

	private long deleteExpired() {
		long all = 0;
		long start = System.nanoTime();
		int deleted = this.expiry.getAsInt();
		while (deleted > 0) {
			all += deleted;
			rest(start);
			start = System.nanoTime();
			deleted = this.expiry.getAsInt();
		}
		return all;
	}

	private long deleteOutdated(OutdatedRows outdated) {
		long all = 0;
		byte @Nullable [] from = StampedRows.START;
		while (from != null) {
			long start = System.nanoTime();
			List<Row> batch = this.rows.after(from);
			long deleted = this.rows.delete(outdated.among(batch), false);
			this.counts.removed(Removal.INVALIDATED, deleted);
			all += deleted;
			from = (batch.size() < StampedRows.BATCH) ? null : batch.getLast().id();
			rest(start);
		}
		return all;
	}

	private static void rest(long start) {
		Duration taken = Duration.ofNanos(System.nanoTime() - start);
		try {
			Thread.sleep((taken.compareTo(SHORTEST_REST) > 0) ? taken : SHORTEST_REST);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new PgvectorException("Interrupted while sweeping");
		}
	}

}
