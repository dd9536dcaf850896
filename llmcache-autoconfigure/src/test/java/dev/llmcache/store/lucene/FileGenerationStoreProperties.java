package dev.llmcache.store.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.llmcache.Mark;
import dev.llmcache.test.MutableInstantSource;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class FileGenerationStoreProperties {

	private static final Duration LIFETIME = Duration.ofHours(1);

	/** What an instance of the store does, and what befalls it. */
	enum Step {

		CREATE, CREATE_ANOTHER, KEEP_FOR_LONGER, REPLACE, REPLACE_BOTH, EXPIRE, FILL_DISK, FREE_DISK, STICK,
		LOSE_THE_NEXT, INTERRUPT, RESTART, LOSE_POWER

	}

	/**
	 * However much of what was not forced to the disk a loss of power leaves, no
	 * generation comes back that was replaced.
	 */
	@Property(tries = 300)
	void whatWasReplacedNeverComesBack(@ForAll @Size(min = 1, max = 40) List<Step> steps,
			@ForAll @IntRange(max = 300) int left) throws IOException {
		Path directory = Files.createTempDirectory("generations");
		try (Life life = new Life(directory)) {
			for (Step step : steps) {
				life.take(step, left);
				life.check();
			}
			life.take(Step.LOSE_POWER, left);
			life.check();
		}
		finally {
			deleteAll(directory);
		}
	}

	private static void deleteAll(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			for (Path file : files.toList()) {
				Files.delete(file);
			}
		}
		Files.delete(directory);
	}

	private static final class Life implements AutoCloseable {

		private static final Mark TAG = new Mark(1, 1);

		private static final Mark OTHER = new Mark(1, 2);

		private final MutableInstantSource clock = new MutableInstantSource(Instant.EPOCH);

		private final FaultyDisk disk = new FaultyDisk();

		private final Map<Mark, Set<Long>> current = new HashMap<>();

		private final Map<Mark, Set<Long>> outdated = new HashMap<>();

		private final Path directory;

		private FileGenerationStore store;

		Life(Path directory) {
			this.directory = directory;
			this.store = open();
		}

		private FileGenerationStore open() {
			return new FileGenerationStore(this.directory, this.clock, this.disk);
		}

		void take(Step step, int left) throws IOException {
			switch (step) {
				case CREATE -> create(Set.of(TAG), LIFETIME);
				case CREATE_ANOTHER -> create(Set.of(OTHER), LIFETIME);
				case KEEP_FOR_LONGER -> create(Set.of(TAG, OTHER), LIFETIME.multipliedBy(2));
				case REPLACE -> replace(Set.of(TAG));
				case REPLACE_BOTH -> replace(Set.of(TAG, OTHER));
				case EXPIRE -> this.clock.advance(LIFETIME);
				case FILL_DISK -> this.disk.full = true;
				case FREE_DISK -> this.disk.full = false;
				case STICK -> this.disk.truncatesNothing = true;
				case LOSE_THE_NEXT -> this.disk.losesTheNext = true;
				case INTERRUPT -> interrupted(() -> replace(Set.of(TAG)));
				case RESTART -> restart(1 << 30);
				case LOSE_POWER -> restart(left);
			}
		}

		private void create(Set<Mark> marks, Duration lifetime) {
			try {
				add(this.store.readOrCreate(marks, lifetime));
			}
			catch (UncheckedIOException ex) {
				// Then nothing bears it
			}
		}

		private void replace(Set<Mark> marks) {
			try {
				Map<Mark, Long> replaced = this.store.replace(marks, LIFETIME);
				replaced.keySet().forEach((mark) -> of(this.outdated, mark).addAll(of(this.current, mark)));
				replaced.keySet().forEach((mark) -> of(this.current, mark).clear());
				add(replaced);
			}
			catch (UncheckedIOException ex) {
				// Then nobody relies on it
			}
		}

		private static void interrupted(Runnable work) {
			Thread.currentThread().interrupt();
			try {
				work.run();
			}
			finally {
				Thread.interrupted();
			}
		}

		private void restart(int left) throws IOException {
			this.store.close();
			Path file = this.directory.resolve(FileGenerationStore.NAME);
			byte[] written = Files.readAllBytes(file);
			Files.write(file, Arrays.copyOf(written, Math.min(written.length, this.disk.forced(file) + left)));
			this.disk.full = false;
			this.disk.truncatesNothing = false;
			this.disk.losesTheNext = false;
			this.store = open();
		}

		private void add(Map<Mark, Long> generations) {
			generations.forEach((mark, generation) -> of(this.current, mark).add(generation));
		}

		private static Set<Long> of(Map<Mark, Set<Long>> generations, Mark mark) {
			return generations.computeIfAbsent(mark, (missing) -> new HashSet<>());
		}

		void check() {
			this.store.read(Set.of(TAG, OTHER, Mark.ANY_INVALIDATION))
				.forEach((mark, generation) -> assertThat(of(this.outdated, mark)).doesNotContain(generation));
		}

		@Override
		public void close() {
			this.store.close();
		}

	}

}
