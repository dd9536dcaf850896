package dev.llmcache.store.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;

import dev.llmcache.store.Observation;
import dev.llmcache.store.ObservationStore;
import dev.llmcache.store.ObservationStoreContract;
import dev.llmcache.test.LearningInstance;
import dev.llmcache.test.MutableInstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class FileObservationStoreTests extends ObservationStoreContract {

	private static final Observation RIGHT = new Observation(1, true);

	private static final Observation WRONG = new Observation(2, false);

	private final MutableInstantSource clock = new MutableInstantSource(Instant.EPOCH);

	private final FaultyDisk disk = new FaultyDisk();

	@TempDir
	private Path directory;

	private FileObservationStore store;

	@BeforeEach
	void open() {
		this.store = new FileObservationStore(this.directory, this.clock, this.disk);
	}

	@AfterEach
	void close() {
		this.store.close();
	}

	private void reopen() {
		close();
		open();
	}

	private Path file() {
		return this.directory.resolve(FileObservationStore.NAME);
	}

	@Override
	protected ObservationStore store() {
		return this.store;
	}

	@Test
	void survivesTheProcess() {
		this.store.add(SUBJECT, RIGHT);
		this.store.add(OTHER, RIGHT);
		reopen();
		this.store.add(SUBJECT, WRONG);
		reopen();
		assertThat(this.store.latest(SUBJECT)).containsExactlyInAnyOrder(RIGHT, WRONG);
		assertThat(this.store.latest(OTHER)).containsExactly(RIGHT);
		assertThat(this.store.skipped()).isZero();
	}

	@Test
	void survivesAProcessThatEndsWithoutClosing() throws IOException {
		this.store.add(SUBJECT, RIGHT);
		byte[] written = Files.readAllBytes(file());
		close();
		Files.write(file(), written);
		open();
		assertThat(this.store.latest(SUBJECT)).containsExactly(RIGHT);
	}

	@Test
	void anInstanceThatIsStartedAgainServesWhatItHasLearned() throws IOException {
		Path index = this.directory.resolve("index");
		try (LuceneVectorIndex before = LuceneVectorIndex.onDisk(index, 10 << 20, this.clock);
				FileObservationStore verdicts = new FileObservationStore(index, this.clock)) {
			LearningInstance instance = new LearningInstance(before, verdicts, this.clock);
			instance.learn();
			assertThat(instance.servesWhatIsNear()).isTrue();
		}
		try (LuceneVectorIndex after = LuceneVectorIndex.onDisk(index, 10 << 20, this.clock);
				FileObservationStore verdicts = new FileObservationStore(index, this.clock)) {
			assertThat(new LearningInstance(after, verdicts, this.clock).servesWhatIsNear()).isTrue();
		}
	}

	@Test
	void skipsADamagedRecordOnly(CapturedOutput output) throws IOException {
		this.store.add(SUBJECT, RIGHT);
		this.store.add(SUBJECT, WRONG);
		close();
		byte[] bytes = Files.readAllBytes(file());
		bytes[ObservationJournal.HEADER_LENGTH + 40] ^= 1;
		Files.write(file(), bytes);
		open();
		assertThat(this.store.latest(SUBJECT)).containsExactly(WRONG);
		assertThat(this.store.skipped()).isOne();
		assertThat(output).contains("llmcache.observations");
		reopen();
		assertThat(this.store.skipped()).isZero();
	}

	@Test
	void overwritesARecordThatWasNotCompleted() throws IOException {
		this.store.add(SUBJECT, RIGHT);
		this.store.add(SUBJECT, WRONG);
		close();
		byte[] bytes = Files.readAllBytes(file());
		Files.write(file(), Arrays.copyOf(bytes, bytes.length - 1));
		open();
		this.store.add(SUBJECT, WRONG);
		reopen();
		assertThat(this.store.latest(SUBJECT)).containsExactlyInAnyOrder(RIGHT, WRONG);
		assertThat(this.store.skipped()).isZero();
	}

	@Test
	void whatIsNoJournalCountsForNothing() throws IOException {
		close();
		Files.writeString(file(), "something else");
		open();
		assertThat(this.store.latest(SUBJECT)).isEmpty();
		assertThat(this.store.skipped()).isOne();
		this.store.add(SUBJECT, RIGHT);
		reopen();
		assertThat(this.store.latest(SUBJECT)).containsExactly(RIGHT);
	}

	@Test
	void startsAndLearnsWhereTheFileCanNeitherBeReadNorReplaced(CapturedOutput output) throws IOException {
		close();
		Files.delete(file());
		Files.createDirectories(file().resolve("in the way"));
		open();
		this.store.add(SUBJECT, RIGHT);
		assertThat(this.store.latest(SUBJECT)).containsExactly(RIGHT);
		assertThat(this.store.skipped()).isOne();
		assertThat(this.store.unwritten()).isOne();
		assertThat(output).contains("llmcache.observations");
	}

	@Test
	void learnsOnWhileTheDiskIsFull(CapturedOutput output) {
		this.store.add(SUBJECT, RIGHT);
		this.disk.full = true;
		this.store.add(SUBJECT, WRONG);
		this.store.add(SUBJECT, WRONG);
		assertThat(this.store.latest(SUBJECT)).hasSize(3);
		assertThat(this.store.unwritten()).isEqualTo(2);
		assertThat(output.getAll().split("cannot be written to", -1)).hasSize(2);
		this.disk.full = false;
		this.store.add(OTHER, RIGHT);
		reopen();
		assertThat(this.store.latest(SUBJECT)).containsExactly(RIGHT);
		assertThat(this.store.latest(OTHER)).containsExactly(RIGHT);
		assertThat(this.store.skipped()).isZero();
	}

	@Test
	void opensWhileTheDiskIsFull() {
		this.store.add(SUBJECT, RIGHT);
		close();
		this.disk.full = true;
		open();
		assertThat(this.store.latest(SUBJECT)).containsExactly(RIGHT);
		this.disk.full = false;
		this.store.add(SUBJECT, WRONG);
		reopen();
		assertThat(this.store.latest(SUBJECT)).containsExactlyInAnyOrder(RIGHT, WRONG);
	}

	@Test
	void anInterruptedThreadDoesNoLastingHarm() {
		this.store.add(SUBJECT, RIGHT);
		Thread.currentThread().interrupt();
		this.store.add(SUBJECT, WRONG);
		assertThat(Thread.interrupted()).isTrue();
		this.store.add(OTHER, RIGHT);
		reopen();
		assertThat(this.store.latest(SUBJECT)).contains(RIGHT);
		assertThat(this.store.latest(OTHER)).containsExactly(RIGHT);
		assertThat(this.store.skipped()).isZero();
	}

	@Test
	void addsNothingToTheFileOnceClosed() throws IOException {
		this.store.add(SUBJECT, RIGHT);
		close();
		long size = Files.size(file());
		this.store.add(SUBJECT, WRONG);
		assertThat(Files.size(file())).isEqualTo(size);
		assertThat(this.store.unwritten()).isOne();
	}

	@Test
	void onlyTheOwnerCanReadTheFile() throws IOException {
		this.store.add(SUBJECT, RIGHT);
		assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
	}

	@Test
	void theFileDoesNotGrowWithWhatDoesNotCount() throws IOException {
		for (int i = 0; i < 25_000; i++) {
			this.store.add(SUBJECT, new Observation(i, true));
		}
		assertThat(Files.size(file())).isLessThan(10_010L * ObservationJournal.RECORD_LENGTH);
		reopen();
		assertThat(this.store.latest(SUBJECT)).hasSize(ObservationStore.KEPT)
			.contains(new Observation(24_000, true), new Observation(24_999, true));
		assertThat(Files.size(file())).isLessThan(1_010L * ObservationJournal.RECORD_LENGTH);
	}

	@Test
	void forgetsASubjectAMonthAfterItsLast() throws IOException {
		this.store.add(SUBJECT, RIGHT);
		this.clock.advance(ObservationStore.LIFETIME.dividedBy(2));
		this.store.add(OTHER, RIGHT);
		this.clock.advance(ObservationStore.LIFETIME.dividedBy(2));
		reopen();
		assertThat(this.store.latest(SUBJECT)).isEmpty();
		assertThat(this.store.latest(OTHER)).containsExactly(RIGHT);
		this.store.add(OTHER, WRONG);
		reopen();
		assertThat(this.store.latest(OTHER)).hasSize(2);
		assertThat(Files.size(file()))
			.isEqualTo(ObservationJournal.HEADER_LENGTH + 2L * ObservationJournal.RECORD_LENGTH);
	}

	@Test
	void leavesNoUnfinishedFilesBehind() throws IOException {
		close();
		Files.createFile(this.directory.resolve(FileObservationStore.NAME + "1234.tmp"));
		open();
		this.store.add(SUBJECT, RIGHT);
		try (Stream<Path> files = Files.list(this.directory)) {
			assertThat(files).containsExactly(file());
		}
	}

}
