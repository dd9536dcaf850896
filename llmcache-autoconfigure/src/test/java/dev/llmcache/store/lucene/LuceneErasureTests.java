package dev.llmcache.store.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.test.MutableInstantSource;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for what is left of entries that a {@link LuceneVectorIndex} was told to erase or
 * to sweep.
 */
class LuceneErasureTests {

	private static final long MAX_BYTES = 64 << 20;

	private static final Mark ADA = new Mark(1, 1);

	private static final Mark BOB = new Mark(1, 2);

	private static final String SECRET = "the secret of Ada";

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final Entries entries = new Entries(this.clock, 16);

	@TempDir
	private Path temporary;

	private Path directory;

	private volatile boolean mergesFail;

	private MaintainedIndex maintained;

	private LuceneVectorIndex index;

	@BeforeEach
	void open() throws IOException {
		this.directory = this.temporary.resolve("index");
		this.maintained = new MaintainedIndex(() -> new Disk(FSDirectory.open(this.directory)), Quantization.NONE, true,
				IndexBound.of(MAX_BYTES), this.clock);
		this.index = new LuceneVectorIndex(this.maintained, this.clock);
	}

	@AfterEach
	void close() {
		this.index.close();
	}

	private static Stamp stamp(Mark mark) {
		return new Stamp(mark, 7);
	}

	private void putOthers(int from, int to) {
		for (int i = from; i < to; i++) {
			this.index.put(this.entries.entry("entry " + i, stamp(BOB)));
		}
	}

	private void putSecret(String name) {
		this.index.put(this.entries.entry(name, SECRET, stamp(BOB), stamp(ADA)));
	}

	private boolean isFound(String name) {
		return this.entries.isFoundIn(this.index, name);
	}

	private boolean isInAnyFile(String text) throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			for (Path file : files.toList()) {
				if (read(file).contains(text)) {
					return true;
				}
			}
			return false;
		}
	}

	/** A file that a merge has just replaced has nothing in it any more. */
	private static String read(Path file) throws IOException {
		try {
			return Files.readString(file, StandardCharsets.ISO_8859_1);
		}
		catch (NoSuchFileException ex) {
			return "";
		}
	}

	@Test
	void nothingIsLeftOnDiskOfTheOnlyErasedEntryAmongMany() throws IOException {
		putOthers(0, 300);
		putSecret("secret");
		putOthers(300, 600);
		this.maintained.maintain();
		assertThat(isInAnyFile(SECRET)).isTrue();
		assertThat(this.index.erase(Set.of(ADA))).isEqualTo(1);
		assertThat(isInAnyFile(SECRET)).isFalse();
		assertThat(isFound("secret")).isFalse();
		assertThat(isFound("entry 0")).isTrue();
		assertThat(isFound("entry 599")).isTrue();
	}

	@Test
	void nothingIsLeftOfWhatHadBeenRemovedBefore() throws IOException {
		putSecret("replaced");
		putSecret("removed");
		putSecret("swept");
		putOthers(0, 300);
		this.index.put(this.entries.entry("replaced", stamp(BOB)));
		this.index.remove(Entries.fingerprint("removed"));
		this.index.sweep((stamps) -> Set.of(stamp(ADA)));
		this.maintained.maintain();
		assertThat(isInAnyFile(SECRET)).isTrue();
		assertThat(this.index.erase(Set.of(ADA))).isZero();
		assertThat(isInAnyFile(SECRET)).isFalse();
		assertThat(isFound("replaced")).isTrue();
	}

	@Test
	void nothingIsLeftWhileOthersPutAndMergesComeInBetween() throws Exception {
		Thread others = Thread.ofPlatform().start(() -> putOthers(0, 4_000));
		long erased = 0;
		for (int i = 0; i < 10; i++) {
			putSecret("secret " + i);
			erased += this.index.erase(Set.of(ADA));
			assertThat(isInAnyFile(SECRET)).isFalse();
		}
		others.join();
		assertThat(erased).isEqualTo(10);
		assertThat(isFound("entry 0")).isTrue();
		assertThat(isFound("entry 3999")).isTrue();
	}

	@Test
	void nothingIsLeftWhileAllEntriesAreBeingRead() {
		putOthers(0, 300);
		putSecret("secret");
		this.maintained.maintain();
		List<Boolean> left = new ArrayList<>();
		this.index.forEach((record) -> {
			if (left.isEmpty()) {
				this.index.erase(Set.of(ADA));
				left.add(isLeft());
			}
		});
		assertThat(left).containsExactly(false);
	}

	private boolean isLeft() {
		try {
			return isInAnyFile(SECRET);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void whatWasErasedDoesNotComeBackAfterAKill() throws IOException {
		putSecret("committed");
		this.maintained.maintain();
		putSecret("recent");
		putOthers(0, 10);
		assertThat(this.index.erase(Set.of(ADA))).isEqualTo(2);
		Path killed = Files.createDirectory(this.temporary.resolve("killed"));
		try (Stream<Path> files = Files.list(this.directory)) {
			for (Path file : files.toList()) {
				Files.copy(file, killed.resolve(file.getFileName()));
			}
		}
		try (LuceneVectorIndex again = LuceneVectorIndex.onDisk(killed, MAX_BYTES, this.clock)) {
			assertThat(again.isDurable()).isTrue();
			assertThat(this.entries.isFoundIn(again, "committed")).isFalse();
			assertThat(this.entries.isFoundIn(again, "recent")).isFalse();
			assertThat(this.entries.isFoundIn(again, "entry 0")).isTrue();
		}
	}

	@Test
	@Timeout(30)
	void whatWasErasedDoesNotComeBackWhenItsFilesCannotBeWrittenAnew() throws IOException {
		putSecret("secret");
		putOthers(0, 300);
		this.maintained.maintain();
		BoundedIndex failing = this.maintained.current();
		this.mergesFail = true;
		assertThatThrownBy(() -> this.index.erase(Set.of(ADA))).isInstanceOf(RuntimeException.class);
		this.mergesFail = false;
		// The thread that merges is still about to close it
		while (this.maintained.current() == failing) {
			this.maintained.maintain();
		}
		assertThat(isFound("secret")).isFalse();
		assertThat(isFound("entry 0")).isTrue();
		assertThat(this.index.erase(Set.of(ADA))).isZero();
		assertThat(isInAnyFile(SECRET)).isFalse();
	}

	@Test
	void erasesByMoreMarksThanAQueryMayHaveClauses() {
		putOthers(0, 10);
		putSecret("secret");
		Set<Mark> marks = new HashSet<>(Set.of(ADA));
		for (int i = 0; i < 2_000; i++) {
			marks.add(new Mark(2, i));
		}
		assertThat(this.index.erase(marks)).isEqualTo(1);
	}

	@Test
	void countsAgainstTheBoundOnlyWhatIsLeft() {
		long size = EntryFields.size(this.entries.entry("entry 0", stamp(BOB)));
		putOthers(0, 10);
		putSecret("secret");
		this.index.erase(Set.of(ADA));
		assertThat(this.index.bytes()).isEqualTo(10 * size);
		this.index.sweep((stamps) -> Set.of(stamp(BOB)));
		assertThat(this.index.bytes()).isZero();
	}

	@Test
	void sweepsInBatchesThatTogetherAreAllStamps() {
		Set<Stamp> expected = new HashSet<>();
		for (int i = 0; i < 2_500; i++) {
			Stamp stamp = new Stamp(new Mark(Long.reverse(i), i), i);
			expected.add(stamp);
			this.index.put(this.entries.entry("entry " + i, stamp));
		}
		Set<Stamp> asked = new HashSet<>();
		long swept = this.index.sweep((stamps) -> {
			assertThat(stamps).hasSizeLessThanOrEqualTo(1_000);
			assertThat(asked).doesNotContainAnyElementsOf(stamps);
			asked.addAll(stamps);
			return stamps.stream().filter((stamp) -> stamp.generation() % 2 == 0).collect(Collectors.toSet());
		});
		assertThat(asked).isEqualTo(expected);
		assertThat(swept).isEqualTo(1_250);
		for (int i : List.of(0, 1, 1_248, 1_249, 2_498, 2_499)) {
			assertThat(isFound("entry " + i)).as("%d", i).isEqualTo(i % 2 == 1);
		}
	}

	private final class Disk extends FilterDirectory {

		Disk(Directory disk) {
			super(disk);
		}

		@Override
		public IndexOutput createOutput(String name, IOContext context) throws IOException {
			if (LuceneErasureTests.this.mergesFail && context.context() == IOContext.Context.MERGE) {
				throw new IOException("No space left on device");
			}
			return super.createOutput(name, context);
		}

	}

}
