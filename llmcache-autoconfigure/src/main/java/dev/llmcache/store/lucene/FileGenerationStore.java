package dev.llmcache.store.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import dev.llmcache.Mark;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.lucene.GenerationJournal.Generation;

/**
 * Generations in a file beside an index that outlives its process.
 * <p>
 * Held in memory and appended to a journal. What is replaced is on the disk before
 * {@link #replace} returns; what is made may be lost by a crash, which outdates what
 * bears it. The index's lock keeps other processes away. Thread-safe; throws an
 * {@link UncheckedIOException} when the disk fails, while reading goes on.
 */
public final class FileGenerationStore implements GenerationStore {

	static final String NAME = "llmcache.generations";

	/** Below this the file is left to grow. */
	private static final int SMALL = 10_000;

	/** So many records for each that counts make the file be written anew. */
	private static final int LARGEST_RATIO = 4;

	private final Map<Mark, Generation> generations = new HashMap<>();

	private final GenerationJournal journal;

	private final Random random = new SecureRandom();

	private final InstantSource clock;

	/**
	 * Opens the generations of an index.
	 * @param directory the directory of the index, which this process has locked
	 * @param clock tells which have expired
	 * @throws UnusableDirectoryException if the file cannot be read or written
	 */
	public FileGenerationStore(Path directory, InstantSource clock) {
		this.clock = clock;
		OwnerOnly.createDirectories(directory);
		try {
			this.journal = GenerationJournal.open(directory.resolve(NAME), this.generations);
			compactIfLarge();
		}
		catch (IOException ex) {
			throw new UnusableDirectoryException("its file '%s' can neither be read nor written".formatted(NAME), ex);
		}
	}

	@Override
	public synchronized Map<Mark, Long> read(Set<Mark> marks) {
		Instant now = this.clock.instant();
		Map<Mark, Long> found = new HashMap<>();
		for (Mark mark : marks) {
			Generation generation = this.generations.get(mark);
			if (generation != null && now.isBefore(generation.expiresAt())) {
				found.put(mark, generation.number());
			}
		}
		return found;
	}

	@Override
	public synchronized Map<Mark, Long> readOrCreate(Set<Mark> marks, Duration lifetime) {
		Instant expiresAt = this.clock.instant().plus(lifetime);
		Map<Mark, Long> found = read(marks);
		Map<Mark, Generation> changed = new HashMap<>();
		for (Mark mark : marks) {
			Long number = found.get(mark);
			Generation present = this.generations.get(mark);
			if (number == null || present == null) {
				changed.put(mark, new Generation(this.random.nextLong(), expiresAt));
			}
			else if (present.expiresAt().isBefore(expiresAt)) {
				changed.put(mark, new Generation(number, expiresAt));
			}
		}
		append(changed, false);
		return read(marks);
	}

	@Override
	public synchronized Map<Mark, Long> replace(Set<Mark> marks, Duration lifetime) {
		Instant expiresAt = this.clock.instant().plus(lifetime);
		Set<Mark> all = new HashSet<>(marks);
		all.add(Mark.ANY_INVALIDATION);
		Map<Mark, Generation> changed = new HashMap<>();
		all.forEach((mark) -> changed.put(mark, new Generation(this.random.nextLong(), expiresAt)));
		append(changed, true);
		return read(all);
	}

	private void append(Map<Mark, Generation> changed, boolean lasting) {
		if (changed.isEmpty()) {
			return;
		}
		try {
			this.journal.append(changed, lasting);
			this.generations.putAll(changed);
			compactIfLarge();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void compactIfLarge() throws IOException {
		if (this.journal.records() > Math.max(SMALL, (long) LARGEST_RATIO * this.generations.size())) {
			Instant now = this.clock.instant();
			this.generations.values().removeIf((generation) -> !now.isBefore(generation.expiresAt()));
			this.journal.rewrite(this.generations);
		}
	}

	@Override
	public void listen(Listener listener) {
		// Nobody else changes anything
	}

	@Override
	public synchronized void close() {
		try {
			this.journal.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
