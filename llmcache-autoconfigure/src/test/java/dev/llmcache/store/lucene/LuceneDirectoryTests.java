package dev.llmcache.store.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import dev.llmcache.test.MutableInstantSource;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for what a {@link LuceneVectorIndex} does with its directory.
 */
@ExtendWith(OutputCaptureExtension.class)
class LuceneDirectoryTests {

	private static final long MAX_BYTES = 64 << 20;

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final Entries entries = new Entries(this.clock, 16);

	@TempDir
	private Path temporary;

	@Test
	void findsAfterARestartWhatWasPut() {
		long bytes;
		try (LuceneVectorIndex index = open("index")) {
			putMany(index);
			index.remove(Entries.fingerprint("entry 7"));
			bytes = index.bytes();
		}
		try (LuceneVectorIndex index = open("index")) {
			assertThat(index.isDurable()).isTrue();
			assertThat(this.entries.isFoundIn(index, "entry 0")).isTrue();
			assertThat(this.entries.isFoundIn(index, "entry 299")).isTrue();
			assertThat(this.entries.isFoundIn(index, "entry 7")).isFalse();
			assertThat(index.bytes()).isEqualTo(bytes).isEqualTo(299 * EntryFields.size(this.entries.entry("entry")));
		}
	}

	@Test
	void aKilledProcessLosesWhatCameAfterTheLastCommitAndNothingElse() throws IOException {
		MaintainedIndex maintained = new MaintainedIndex(() -> FSDirectory.open(this.temporary.resolve("index")),
				Quantization.NONE, true, IndexBound.of(MAX_BYTES), this.clock);
		try (LuceneVectorIndex index = new LuceneVectorIndex(maintained, this.clock)) {
			index.put(this.entries.entry("committed"));
			maintained.maintain();
			index.put(this.entries.entry("not committed"));
			copyAsAKillWouldLeaveIt("index", "killed");
		}
		try (LuceneVectorIndex index = open("killed")) {
			assertThat(index.isDurable()).isTrue();
			assertThat(this.entries.isFoundIn(index, "committed")).isTrue();
			assertThat(this.entries.isFoundIn(index, "not committed")).isFalse();
		}
	}

	private void copyAsAKillWouldLeaveIt(String from, String to) throws IOException {
		Files.createDirectory(this.temporary.resolve(to));
		try (Stream<Path> files = Files.list(this.temporary.resolve(from))) {
			for (Path file : files.toList()) {
				Files.copy(file, this.temporary.resolve(to).resolve(file.getFileName()));
			}
		}
	}

	@Test
	void fallsBackToMemoryWhenAnotherIndexHasLockedTheDirectory(CapturedOutput output) {
		try (LuceneVectorIndex first = open("index"); LuceneVectorIndex second = open("index")) {
			assertThat(first.isDurable()).isTrue();
			assertThat(second.isDurable()).isFalse();
			second.put(this.entries.entry("in memory"));
			assertThat(this.entries.isFoundIn(second, "in memory")).isTrue();
			assertThat(this.entries.isFoundIn(first, "in memory")).isFalse();
		}
		assertThat(warnings(output)).hasSize(1);
		try (LuceneVectorIndex third = open("index")) {
			assertThat(third.isDurable()).isTrue();
		}
	}

	@Test
	void fallsBackToMemoryWhenTheIndexIsDamaged(CapturedOutput output) throws IOException {
		try (LuceneVectorIndex index = open("index")) {
			index.put(this.entries.entry("entry"));
		}
		try (Stream<Path> files = Files.list(this.temporary.resolve("index"))) {
			for (Path file : files.filter((path) -> path.getFileName().toString().startsWith("segments")).toList()) {
				Files.write(file, new byte[] { 1, 2, 3 });
			}
		}
		try (LuceneVectorIndex index = open("index")) {
			assertThat(index.isDurable()).isFalse();
			index.put(this.entries.entry("again"));
			assertThat(this.entries.isFoundIn(index, "again")).isTrue();
		}
		assertThat(warnings(output)).hasSize(1);
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getAll()
			.lines()
			.filter((line) -> line.contains("WARN") && line.contains("llmcache.semantic.lucene.directory"))
			.toList();
	}

	@Test
	void leavesAnIndexAloneThatIsNotOurs() throws IOException {
		Path path = Files.createDirectory(this.temporary.resolve("foreign"));
		try (Directory directory = FSDirectory.open(path);
				IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
			writer.addDocument(new Document());
		}
		try (LuceneVectorIndex index = open("foreign")) {
			assertThat(index.isDurable()).isFalse();
			index.put(this.entries.entry("entry"));
		}
		try (Directory directory = FSDirectory.open(path); DirectoryReader reader = DirectoryReader.open(directory)) {
			assertThat(reader.numDocs()).isEqualTo(1);
		}
	}

	@Test
	void failsWithTheNameOfThePropertyWhenTheDirectoryCannotBeCreated() throws IOException {
		Files.createFile(this.temporary.resolve("file"));
		assertThatExceptionOfType(UnusableDirectoryException.class).isThrownBy(() -> open("file/index"))
			.withMessageContaining("llmcache.semantic.lucene.directory");
		assertThatExceptionOfType(UnusableDirectoryException.class).isThrownBy(() -> open("file"))
			.withMessageContaining("llmcache.semantic.lucene.directory");
	}

	@Test
	void createsTheDirectoryForItsOwnerOnly() throws IOException {
		open("above/index").close();
		for (String name : List.of("above", "above/index")) {
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.temporary.resolve(name))))
				.isEqualTo("rwx------");
		}
	}

	@Test
	void anInterruptedThreadDoesNoLastingHarm() throws IOException {
		MaintainedIndex maintained = new MaintainedIndex(() -> FSDirectory.open(this.temporary.resolve("index")),
				Quantization.NONE, true, IndexBound.of(MAX_BYTES), this.clock);
		try (LuceneVectorIndex index = new LuceneVectorIndex(maintained, this.clock)) {
			index.put(this.entries.entry("before"));
			maintained.maintain();
			Thread.currentThread().interrupt();
			assertThatThrownBy(() -> putMany(index)).isInstanceOf(RuntimeException.class);
			assertThat(Thread.interrupted()).isTrue();
			assertThat(this.entries.isFoundIn(index, "before")).isTrue();
			maintained.maintain();
			index.put(this.entries.entry("after"));
			assertThat(this.entries.isFoundIn(index, "before")).isTrue();
			assertThat(this.entries.isFoundIn(index, "after")).isTrue();
		}
	}

	/**
	 * Else another process might write to the files beside the index at the same time.
	 */
	@Test
	void keepsOthersOutAlsoAfterAFailureHasClosedTheIndex() {
		try (LuceneVectorIndex index = open("index")) {
			Thread.currentThread().interrupt();
			assertThatThrownBy(() -> putMany(index)).isInstanceOf(RuntimeException.class);
			assertThat(Thread.interrupted()).isTrue();
			try (LuceneVectorIndex other = open("index")) {
				assertThat(other.isDurable()).isFalse();
			}
		}
		try (LuceneVectorIndex next = open("index")) {
			assertThat(next.isDurable()).isTrue();
		}
	}

	private void putMany(LuceneVectorIndex index) {
		for (int i = 0; i < 300; i++) {
			index.put(this.entries.entry("entry " + i));
		}
	}

	@Test
	void entriesOfAnotherModelStayUnfoundAndHarmless() {
		Entries ofAnotherModel = new Entries(this.clock, 24);
		try (LuceneVectorIndex index = open("index")) {
			index.put(this.entries.entry("entry"));
		}
		try (LuceneVectorIndex index = open("index")) {
			assertThat(index.nearest(Entries.PARTITION, ofAnotherModel.vector("other"), 8)).isEmpty();
			index.put(ofAnotherModel.entry("other"));
			assertThat(index.nearest(Entries.PARTITION, ofAnotherModel.vector("other"), 8)).hasSize(1);
		}
		try (LuceneVectorIndex index = open("index")) {
			assertThat(this.entries.isFoundIn(index, "entry")).isTrue();
		}
	}

	@Test
	void keepsVectorsOfMoreDimensionsThanLuceneAllowsByDefault() {
		Entries large = new Entries(this.clock, 3_072);
		try (LuceneVectorIndex index = open("index")) {
			for (int i = 0; i < 150; i++) {
				index.put(large.entry("entry " + i));
			}
			assertThat(large.isFoundIn(index, "entry 0")).isTrue();
		}
		try (LuceneVectorIndex index = open("index")) {
			assertThat(large.isFoundIn(index, "entry 149")).isTrue();
		}
	}

	@Test
	void leavesNoThreadAndNoLockBehind() {
		List<Thread> others = threads();
		LuceneVectorIndex index = open("index");
		for (int i = 0; i < 2_000; i++) {
			index.put(this.entries.entry("entry " + i));
		}
		assertThat(threads()).hasSizeGreaterThan(others.size()).allMatch(Thread::isDaemon);
		index.close();
		index.close();
		assertThat(threads()).isSubsetOf(others);
		try (LuceneVectorIndex again = open("index")) {
			assertThat(again.isDurable()).isTrue();
		}
	}

	private static List<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().contains("ucene"))
			.toList();
	}

	private LuceneVectorIndex open(String name) {
		return LuceneVectorIndex.onDisk(this.temporary.resolve(name), MAX_BYTES, this.clock);
	}

}
