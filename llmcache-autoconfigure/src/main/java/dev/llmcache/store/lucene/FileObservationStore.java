package dev.llmcache.store.lucene;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.InMemoryObservationStore;
import dev.llmcache.store.Observation;
import dev.llmcache.store.ObservationStore;
import dev.llmcache.store.lucene.GenerationJournal.Disk;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Verdicts in a file beside an index that outlives its process.
 * <p>
 * Held in memory and appended to a journal, which a crash of the machine may cut short by
 * what the operating system had not written yet. The index's lock keeps other processes
 * away. Never fails: what cannot be read is skipped, and while the disk fails verdicts
 * are in memory only; both are warned of and counted. Thread-safe: reading waits for no
 * disk.
 */
public final class FileObservationStore implements ObservationStore, AutoCloseable {

	static final String NAME = "llmcache.observations";

	private static final Log logger = LogFactory.getLog(FileObservationStore.class);

	/** Below this the file is left to grow. */
	private static final int SMALL = 10_000;

	/** By so much the file grows before it is tidied. */
	private static final int GROWTH = 3;

	private final InMemoryObservationStore memory;

	private final InstantSource clock;

	private final ReentrantLock writing = new ReentrantLock();

	private final ObservationJournal journal;

	private final AtomicLong unwritten = new AtomicLong();

	private final long skipped;

	private long mostRecords;

	/**
	 * Opens the verdicts of an index.
	 * @param directory the directory of the index, which this process has locked
	 * @param clock tells which are too old
	 */
	public FileObservationStore(Path directory, InstantSource clock) {
		this(directory, clock, (file) -> FileChannel.open(file, StandardOpenOption.WRITE));
	}

	FileObservationStore(Path directory, InstantSource clock, Disk disk) {
		this.memory = new InMemoryObservationStore(clock);
		this.clock = clock;
		this.journal = new ObservationJournal(directory.resolve(NAME), disk);
		this.skipped = read();
		tidy();
	}

	private long read() {
		try {
			long damaged = this.journal.read(this.memory);
			if (damaged > 0) {
				logger.warn("The file '%s' is damaged: what %d of its records said is learned anew".formatted(NAME,
						damaged));
			}
			return damaged;
		}
		catch (IOException | RuntimeException ex) {
			logger.warn("The file '%s' cannot be read (%s): what it has is learned anew".formatted(NAME,
					ex.getClass().getSimpleName()));
			return 1;
		}
	}

	@Override
	public void add(Fingerprint subject, Observation observation) {
		this.writing.lock();
		try {
			Instant now = this.clock.instant();
			this.memory.add(subject, observation, now);
			write(subject, observation, now);
			if (this.journal.records() > this.mostRecords) {
				tidy();
			}
		}
		finally {
			this.writing.unlock();
		}
	}

	private void write(Fingerprint subject, Observation observation, Instant time) {
		try {
			if (this.journal.isAppendable()) {
				this.journal.append(subject, observation, time);
			}
			else {
				this.journal.rewrite(this.memory.copy());
			}
		}
		catch (IOException | RuntimeException ex) {
			if (this.unwritten.getAndIncrement() == 0) {
				logger.warn("The file '%s' cannot be written to (%s): what is learned meanwhile ends with this process"
					.formatted(NAME, ex.getClass().getSimpleName()));
			}
		}
	}

	/** Forgets what does not count. Where the disk fails, the file goes on as it is. */
	private void tidy() {
		try {
			this.journal.rewrite(this.memory.copy());
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("The file of verdicts could not be tidied", ex);
		}
		this.mostRecords = Math.max(SMALL, GROWTH * this.journal.records());
	}

	@Override
	public List<Observation> latest(Fingerprint subject) {
		return this.memory.latest(subject);
	}

	/**
	 * How many records were skipped when the file was read.
	 * @return the number of those that were damaged; a file that is none of this library
	 * counts as one
	 */
	public long skipped() {
		return this.skipped;
	}

	/**
	 * How many verdicts could not be written to the file.
	 * @return the number since the start
	 */
	public long unwritten() {
		return this.unwritten.get();
	}

	@Override
	public void close() {
		this.writing.lock();
		try {
			this.journal.close();
		}
		catch (IOException ex) {
			logger.debug("The file of verdicts could not be closed", ex);
		}
		finally {
			this.writing.unlock();
		}
	}

}
