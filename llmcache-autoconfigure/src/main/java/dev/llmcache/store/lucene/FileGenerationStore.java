package dev.llmcache.store.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import dev.llmcache.Mark;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.lucene.GenerationJournal.Disk;
import dev.llmcache.store.lucene.GenerationJournal.Generation;

/**
 * Generations in a file beside an index that outlives its process.
 * <p>
 * Held in memory and appended to a journal. What is replaced is on the disk before
 * {@link #replace} returns; what is made may be lost by a crash, which outdates what
 * bears it. The index's lock keeps other processes away. Thread-safe: reading waits for
 * no disk. When the disk fails, making and replacing throw an
 * {@link UncheckedIOException}, while reading goes on.
 */
public final class FileGenerationStore implements GenerationStore {

	/**
	 * Of more, those go that were asked for longest ago, which outdates their entries.
	 */
	static final int MOST = 1_000_000;

	static final String NAME = "llmcache.generations";

	/** Below this the file is left to grow. */
	private static final int SMALL = 10_000;

	/**
	 * By so much the file grows, and so does what is in memory, before both are tidied.
	 */
	private static final int GROWTH = 3;

	/**
	 * Kept longer by this share than they have to be, generations that are asked for all
	 * the time are not written all the time.
	 */
	private static final int SPARE_SHARE = 4;

	private final Map<Mark, Generation> generations = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<Mark, Generation> eldest) {
			return size() > FileGenerationStore.this.mostMarks;
		}

	};

	private final int mostMarks;

	private final ReentrantLock writing = new ReentrantLock();

	private final GenerationJournal journal;

	private final Random random = new SecureRandom();

	private final InstantSource clock;

	private long mostRecords;

	/**
	 * Opens the generations of an index.
	 * @param directory the directory of the index, which this process has locked
	 * @param clock tells which have expired
	 * @throws UnusableDirectoryException if the file cannot be read or written
	 */
	public FileGenerationStore(Path directory, InstantSource clock) {
		this(directory, clock, (file) -> FileChannel.open(file, StandardOpenOption.WRITE));
	}

	FileGenerationStore(Path directory, InstantSource clock, Disk disk) {
		this(directory, clock, disk, MOST);
	}

	FileGenerationStore(Path directory, InstantSource clock, Disk disk, int mostMarks) {
		this.clock = clock;
		this.mostMarks = mostMarks;
		OwnerOnly.createDirectories(directory);
		try {
			this.journal = GenerationJournal.open(directory.resolve(NAME), disk, this.generations);
		}
		catch (IOException ex) {
			throw new UnusableDirectoryException("its file '%s' can neither be read nor written".formatted(NAME), ex);
		}
		tidy();
	}

	/**
	 * Deletes the generations of an index, for as long as they are elsewhere: what is
	 * invalidated there would count again when they are here once more.
	 * @param directory the directory of the index, which this process has locked
	 * @throws UnusableDirectoryException if the file cannot be deleted
	 */
	public static void discard(Path directory) {
		try {
			Files.deleteIfExists(directory.resolve(NAME));
		}
		catch (IOException ex) {
			throw new UnusableDirectoryException("its file '%s' cannot be deleted".formatted(NAME), ex);
		}
	}

	@Override
	public Map<Mark, Long> read(Set<Mark> marks) {
		return keptUntil(this.clock.instant(), marks);
	}

	private Map<Mark, Long> keptUntil(Instant time, Set<Mark> marks) {
		Map<Mark, Long> found = new HashMap<>();
		synchronized (this.generations) {
			for (Mark mark : marks) {
				Generation generation = this.generations.get(mark);
				if (generation != null && time.isBefore(generation.expiresAt())) {
					found.put(mark, generation.number());
				}
			}
		}
		return found;
	}

	@Override
	public Map<Mark, Long> readOrCreate(Set<Mark> marks, Duration lifetime) {
		Instant now = this.clock.instant();
		Map<Mark, Long> found = keptUntil(now.plus(lifetime), marks);
		return (found.size() == marks.size()) ? found : keepOrCreate(marks, now, lifetime);
	}

	private Map<Mark, Long> keepOrCreate(Set<Mark> marks, Instant now, Duration lifetime) {
		Instant expiresAt = now.plus(lifetime).plus(lifetime.dividedBy(SPARE_SHARE));
		this.writing.lock();
		try {
			Map<Mark, Long> found = keptUntil(now, marks);
			Set<Mark> kept = keptUntil(now.plus(lifetime), marks).keySet();
			Map<Mark, Generation> changed = new HashMap<>();
			for (Mark mark : marks) {
				long number = found.computeIfAbsent(mark, (missing) -> this.random.nextLong());
				if (!kept.contains(mark)) {
					changed.put(mark, new Generation(number, expiresAt));
				}
			}
			write(changed, false);
			return found;
		}
		finally {
			this.writing.unlock();
		}
	}

	@Override
	public Map<Mark, Long> replace(Set<Mark> marks, Duration lifetime) {
		Instant expiresAt = this.clock.instant().plus(lifetime);
		Map<Mark, Long> replaced = new HashMap<>();
		Map<Mark, Generation> changed = new HashMap<>();
		Set<Mark> all = new HashSet<>(marks);
		all.add(Mark.ANY_INVALIDATION);
		for (Mark mark : all) {
			long number = this.random.nextLong();
			replaced.put(mark, number);
			changed.put(mark, new Generation(number, expiresAt));
		}
		this.writing.lock();
		try {
			write(changed, true);
			return replaced;
		}
		finally {
			this.writing.unlock();
		}
	}

	private void write(Map<Mark, Generation> changed, boolean lasting) {
		try {
			if (lasting && this.journal.isDoubtful()) {
				Map<Mark, Generation> all = copy();
				all.putAll(changed);
				this.journal.rewrite(all);
			}
			else {
				this.journal.append(changed, lasting);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		synchronized (this.generations) {
			this.generations.putAll(changed);
		}
		if (this.journal.records() > this.mostRecords) {
			tidy();
		}
	}

	// Reading changes their order
	private Map<Mark, Generation> copy() {
		synchronized (this.generations) {
			return new LinkedHashMap<>(this.generations);
		}
	}

	/** How many are in memory. */
	int size() {
		synchronized (this.generations) {
			return this.generations.size();
		}
	}

	/** Forgets what has expired. Where the disk fails, the file goes on as it is. */
	private void tidy() {
		Instant now = this.clock.instant();
		synchronized (this.generations) {
			this.generations.values().removeIf((generation) -> !now.isBefore(generation.expiresAt()));
		}
		try {
			this.journal.rewrite(copy());
		}
		catch (IOException ex) {
			// It is tried again when as much has been appended
		}
		this.mostRecords = Math.max(SMALL, GROWTH * this.journal.records());
	}

	@Override
	public boolean isNear() {
		return true;
	}

	@Override
	public void listen(Listener listener) {
		// Nobody else changes anything
	}

	@Override
	public void close() {
		this.writing.lock();
		try {
			this.journal.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			this.writing.unlock();
		}
	}

}
