package dev.llmcache.store.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import dev.llmcache.Layer;
import dev.llmcache.Mark;
import dev.llmcache.report.store.Removal;
import dev.llmcache.report.store.StoreCounts;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.store.RecordForm;
import dev.llmcache.store.RecordPlace;
import dev.llmcache.store.RecordReader;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.lucene.util.IOUtils;

/**
 * Bounded index with one background thread that deletes what has expired, commits, and
 * opens the index again after a failure that closed it for writing.
 */
final class MaintainedIndex implements Closeable {

	static final Duration INTERVAL = Duration.ofSeconds(5);

	private static final Log logger = LogFactory.getLog(LuceneVectorIndex.class);

	private final DirectorySource source;

	private final Quantization quantization;

	private final boolean durable;

	private final IndexBound bound;

	private final InstantSource clock;

	private final StoreCounts counts = new StoreCounts(Removal.values());

	private final RecordReader records;

	private final ScheduledExecutorService background = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("llmcache-lucene").factory());

	private final ScheduledFuture<?> maintenance;

	private volatile BoundedIndex current;

	private boolean failing;

	/**
	 * Opens the index.
	 * @param source its directory
	 * @param quantization how graphs are walked
	 * @param durable whether commits make sense
	 * @param bound how much it may hold
	 * @param clock tells what has expired
	 * @throws IOException if it cannot be opened
	 */
	MaintainedIndex(DirectorySource source, Quantization quantization, boolean durable, IndexBound bound,
			InstantSource clock) throws IOException {
		this(source, quantization, durable, bound, RecordForm.PLAIN, clock);
	}

	MaintainedIndex(DirectorySource source, Quantization quantization, boolean durable, IndexBound bound,
			RecordForm form, InstantSource clock) throws IOException {
		this.source = source;
		this.quantization = quantization;
		this.durable = durable;
		this.bound = bound;
		this.clock = clock;
		this.records = new RecordReader(form, this.counts, "semantic answers", this::delete);
		this.current = open();
		this.maintenance = this.background.scheduleWithFixedDelay(this::maintain, INTERVAL.toMillis(),
				INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
	}

	private BoundedIndex open() throws IOException {
		OpenIndex index = OpenIndex.in(this.source.open(), this.quantization);
		try {
			return new BoundedIndex(index, this.bound, this.counts, this.records);
		}
		catch (IOException | RuntimeException ex) {
			IOUtils.closeWhileHandlingException(index);
			throw ex;
		}
	}

	BoundedIndex current() {
		return this.current;
	}

	void delete(RecordPlace place, byte[] bytes) {
		try {
			this.current.remove(place.id(), bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Reads records that no searcher has found. */
	RecordReader records() {
		return this.records;
	}

	/** What was counted, also before it was opened again. */
	StoreCounts counts() {
		return this.counts;
	}

	StoreReport report() {
		BoundedIndex index = this.current;
		return index.extent()
			.report("semantic", Layer.SEMANTIC, this.bound.bytes(), index.isWritable(), this.counts,
					this.counts.putsOnly());
	}

	boolean isDurable() {
		return this.durable;
	}

	/**
	 * Removes entries so that nothing is left of them.
	 * @param marks those that bear one of these
	 * @return how many there were
	 * @throws IOException if the disk fails
	 */
	long erase(Set<Mark> marks) throws IOException {
		BoundedIndex index = this.current;
		long erased = 0;
		for (Mark mark : marks) {
			erased += index.removeAll(StampTerms.bearing(mark));
		}
		// A merge that fails has the index opened again as it was committed last
		commit(index);
		for (Mark mark : marks) {
			index.expunge(mark);
		}
		commit(index);
		this.counts.removed(Removal.ERASED, erased);
		return erased;
	}

	/** What the background thread does every time; never throws. */
	synchronized void maintain() {
		try {
			if (!this.current.isWritable()) {
				reopen();
			}
			this.current.tidy(this.clock.instant());
			commit(this.current);
			this.failing = false;
		}
		catch (IOException | RuntimeException ex) {
			// Once, not every few seconds: a full disk is not news for long.
			if (!this.failing) {
				logger.warn("The index of the semantic cache cannot be written to; trying again every %d seconds"
					.formatted(INTERVAL.toSeconds()), ex);
			}
			this.failing = true;
		}
	}

	/** The failed index serves searches until the new one is there. */
	private void reopen() throws IOException {
		BoundedIndex failed = this.current;
		this.current = open();
		IOUtils.closeWhileHandlingException(failed);
		logger.warn("The index of the semantic cache had closed itself after a failure; opened again "
				+ (this.durable ? "at its last commit" : "without its entries"), failed.failure());
	}

	private void commit(BoundedIndex index) throws IOException {
		if (this.durable) {
			index.commit();
		}
	}

	@Override
	public void close() throws IOException {
		this.maintenance.cancel(false);
		this.background.close();
		this.records.close();
		try (this.source; BoundedIndex closing = this.current) {
			if (closing.isWritable()) {
				commit(closing);
			}
		}
	}

}
