package dev.llmcache.store.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import dev.llmcache.Mark;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.GenerationStoreContract;
import dev.llmcache.test.MutableInstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FileGenerationStoreTests extends GenerationStoreContract {

	private final MutableInstantSource clock = new MutableInstantSource(Instant.EPOCH);

	private final FaultyDisk disk = new FaultyDisk();

	@TempDir
	private Path directory;

	private FileGenerationStore store;

	@BeforeEach
	void open() {
		this.store = new FileGenerationStore(this.directory, this.clock, this.disk);
	}

	@AfterEach
	void close() {
		this.store.close();
	}

	private void reopen() {
		close();
		open();
	}

	/** What remains in memory of the process that held it does not count. */
	private void losePower() throws IOException {
		byte[] kept = Arrays.copyOf(Files.readAllBytes(file()), this.disk.forced(file()));
		close();
		Files.write(file(), kept);
		open();
	}

	private Path file() {
		return this.directory.resolve(FileGenerationStore.NAME);
	}

	@Override
	protected GenerationStore store() {
		return this.store;
	}

	/** Lets all expire, and keeps the others by touching them just before. */
	@Override
	protected void lose(Mark mark) {
		Duration longest = LIFETIME.multipliedBy(2);
		this.clock.advance(LIFETIME.minusMillis(1));
		Set<Mark> others = this.store.read(Set.of(TAG, OTHER)).keySet();
		others.remove(mark);
		this.store.readOrCreate(others, longest);
		this.clock.advance(longest.minusMillis(1));
	}

	@Test
	void survivesTheProcess() {
		long created = create(OTHER);
		long replaced = replace(TAG);
		reopen();
		assertThat(this.store.read(Set.of(TAG, OTHER))).isEqualTo(Map.of(TAG, replaced, OTHER, created));
	}

	@Test
	void whatWasReplacedSurvivesALossOfPower() throws IOException {
		create(TAG);
		create(OTHER);
		long replaced = replace(TAG);
		create(mark(9));
		losePower();
		assertThat(this.store.read(Set.of(TAG))).isEqualTo(Map.of(TAG, replaced));
		assertThat(this.store.read(Set.of(mark(9)))).isEmpty();
	}

	@Test
	void readsOnAndReplacesNothingWhileTheDiskIsFull() {
		long before = create(TAG);
		this.disk.full = true;
		assertThatThrownBy(() -> replace(TAG)).isInstanceOf(UncheckedIOException.class);
		assertThatThrownBy(() -> create(OTHER)).isInstanceOf(UncheckedIOException.class);
		assertThat(create(TAG)).isEqualTo(before);
		assertThat(this.store.read(Set.of(TAG, OTHER))).isEqualTo(Map.of(TAG, before));
		this.disk.full = false;
		long replaced = replace(TAG);
		reopen();
		assertThat(this.store.read(Set.of(TAG))).isEqualTo(Map.of(TAG, replaced));
	}

	@Test
	void opensWhileTheDiskIsFull() {
		long replaced = replace(TAG);
		close();
		this.disk.full = true;
		open();
		assertThat(this.store.read(Set.of(TAG))).isEqualTo(Map.of(TAG, replaced));
		assertThatThrownBy(() -> replace(TAG)).isInstanceOf(UncheckedIOException.class);
		this.disk.full = false;
		long again = replace(TAG);
		reopen();
		assertThat(this.store.read(Set.of(TAG))).isEqualTo(Map.of(TAG, again));
	}

	/** The next time, the disk would tell that all is well. */
	@Test
	void whatIsReplacedAfterTheDiskHasFailedSurvivesWhatTheDiskHasLost() throws IOException {
		create(TAG);
		replace(OTHER);
		create(mark(9));
		this.disk.losesTheNext = true;
		assertThatThrownBy(() -> replace(TAG)).isInstanceOf(UncheckedIOException.class);
		long replaced = replace(TAG);
		long other = create(OTHER);
		losePower();
		assertThat(this.store.read(Set.of(TAG, OTHER))).isEqualTo(Map.of(TAG, replaced, OTHER, other));
	}

	@Test
	void whatCouldNotBeCutOffDoesNotCountAfterWhatIsReplaced() throws IOException {
		this.store.readOrCreate(marks(0), LIFETIME);
		this.disk.full = true;
		this.disk.truncatesNothing = true;
		assertThatThrownBy(() -> this.store.readOrCreate(marks(0), LIFETIME.multipliedBy(2)))
			.isInstanceOf(UncheckedIOException.class);
		byte[] written = Files.readAllBytes(file());
		int last = written.length - GenerationJournal.RECORD_LENGTH;
		Mark kept = Mark.read(ByteBuffer.wrap(written, last, Mark.LENGTH));
		assertThat(marks(0)).contains(kept);
		this.disk.full = false;
		long replaced = replace(kept);
		reopen();
		assertThat(this.store.read(Set.of(kept))).isEqualTo(Map.of(kept, replaced));
	}

	@Test
	void anInterruptedThreadDoesNoLastingHarm() {
		long before = create(TAG);
		Thread.currentThread().interrupt();
		assertThatThrownBy(() -> replace(TAG)).isInstanceOf(UncheckedIOException.class);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(create(TAG)).isEqualTo(before);
		long created = create(OTHER);
		long replaced = replace(TAG);
		reopen();
		assertThat(this.store.read(Set.of(TAG, OTHER))).isEqualTo(Map.of(TAG, replaced, OTHER, created));
	}

	@Test
	void readingDoesNotWaitForTheDisk() throws InterruptedException {
		long before = create(TAG);
		CountDownLatch forcing = new CountDownLatch(1);
		CountDownLatch read = new CountDownLatch(1);
		this.disk.beforeForce = () -> {
			forcing.countDown();
			await(read);
		};
		Thread replacing = Thread.ofVirtual().start(() -> replace(TAG));
		assertThat(forcing.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.store.read(Set.of(TAG))).isEqualTo(Map.of(TAG, before));
		assertThat(create(TAG)).isEqualTo(before);
		read.countDown();
		replacing.join();
		assertThat(create(TAG)).isNotEqualTo(before);
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void whatIsNoJournalCountsForNothing() throws IOException {
		create(TAG);
		close();
		Files.writeString(file(), "something else");
		open();
		assertThat(this.store.read(Set.of(TAG))).isEmpty();
		long replaced = replace(TAG);
		reopen();
		assertThat(this.store.read(Set.of(TAG))).isEqualTo(Map.of(TAG, replaced));
	}

	@Test
	void onlyTheOwnerCanReadTheFile() throws IOException {
		create(TAG);
		assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
	}

	@Test
	void doesNotWriteWhatIsAskedForAllTheTime() throws IOException {
		long created = create(TAG);
		long size = Files.size(file());
		for (int i = 0; i < 600; i++) {
			this.clock.advance(Duration.ofSeconds(1));
			assertThat(create(TAG)).isEqualTo(created);
		}
		assertThat(Files.size(file())).isEqualTo(size);
	}

	@Test
	void keepsWhatIsAskedForAllTheTime() {
		long created = create(TAG);
		for (int i = 0; i < 600; i++) {
			this.clock.advance(Duration.ofMinutes(1));
			assertThat(create(TAG)).isEqualTo(created);
		}
		this.clock.advance(LIFETIME.minusMillis(1));
		assertThat(this.store.read(Set.of(TAG))).isEqualTo(Map.of(TAG, created));
	}

	@Test
	void theFileDoesNotGrowWithWhatHasExpired() throws IOException {
		long replaced = generation(this.store.replace(Set.of(TAG), LIFETIME.multipliedBy(1_000)), TAG);
		for (int i = 0; i < 200; i++) {
			this.store.readOrCreate(marks(i * 1_000L), LIFETIME);
			this.clock.advance(LIFETIME);
			assertThat(Files.size(file())).isLessThan(16_000L * GenerationJournal.RECORD_LENGTH);
		}
		reopen();
		assertThat(this.store.read(Set.of(TAG))).isEqualTo(Map.of(TAG, replaced));
		assertThat(Files.size(file())).isLessThan(2_500L * GenerationJournal.RECORD_LENGTH);
	}

	private static Set<Mark> marks(long first) {
		return LongStream.range(first, first + 1_000)
			.mapToObj((number) -> mark(1_000 + number))
			.collect(Collectors.toSet());
	}

	@Test
	void leavesNoUnfinishedFilesBehind() throws IOException {
		close();
		Files.createFile(this.directory.resolve(FileGenerationStore.NAME + "1234.tmp"));
		open();
		replace(TAG);
		try (Stream<Path> files = Files.list(this.directory)) {
			assertThat(files).containsExactly(file());
		}
	}

	@Test
	void isThereNoMoreOnceDiscarded() {
		replace(TAG);
		close();
		FileGenerationStore.discard(this.directory);
		FileGenerationStore.discard(this.directory);
		open();
		assertThat(this.store.read(Set.of(TAG, Mark.ANY_INVALIDATION))).isEmpty();
	}

	@Test
	void forgetsWhatWasAskedForLongestAgoRatherThanGrow() {
		close();
		this.store = new FileGenerationStore(this.directory, this.clock, this.disk, 1_000);
		long generation = create(TAG);
		for (int i = 0; i < 20_000; i++) {
			this.store.readOrCreate(Set.of(new Mark(77, i)), LIFETIME);
			assertThat(this.store.read(Set.of(TAG))).containsEntry(TAG, generation);
		}
		assertThat(this.store.size()).isEqualTo(1_000);
		replace(TAG);
		long replaced = create(TAG);
		reopen();
		assertThat(this.store.read(Set.of(TAG))).containsEntry(TAG, replaced);
	}

}
