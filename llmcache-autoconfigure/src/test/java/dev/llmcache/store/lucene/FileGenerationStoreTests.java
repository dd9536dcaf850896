package dev.llmcache.store.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

import dev.llmcache.Mark;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.GenerationStoreContract;
import dev.llmcache.test.MutableInstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class FileGenerationStoreTests extends GenerationStoreContract {

	private final MutableInstantSource clock = new MutableInstantSource(Instant.EPOCH);

	@TempDir
	private Path directory;

	private FileGenerationStore store;

	@BeforeEach
	void open() {
		this.store = new FileGenerationStore(this.directory, this.clock);
	}

	@AfterEach
	void close() {
		this.store.close();
	}

	@Override
	protected GenerationStore store() {
		return this.store;
	}

	/** Lets all expire, and keeps the others by touching them just before. */
	@Override
	protected void lose(Mark mark) {
		this.clock.advance(LIFETIME.minusMillis(1));
		Set<Mark> others = this.store.read(Set.of(TAG, OTHER)).keySet();
		others.remove(mark);
		this.store.readOrCreate(others, LIFETIME);
		this.clock.advance(Duration.ofMillis(1));
	}

	@Test
	void survivesTheProcess() {
		long created = create(OTHER);
		long replaced = replace(TAG);
		close();
		open();
		assertThat(this.store.read(Set.of(TAG, OTHER))).isEqualTo(Map.of(TAG, replaced, OTHER, created));
	}

	/** The process is killed while another one's store has the file open. */
	@Test
	void hasOnTheDiskWhatWasReplaced(@TempDir Path copy) throws IOException {
		create(TAG);
		long replaced = replace(TAG);
		Files.copy(this.directory.resolve(FileGenerationStore.NAME), copy.resolve(FileGenerationStore.NAME));
		try (FileGenerationStore other = new FileGenerationStore(copy, this.clock)) {
			assertThat(other.read(Set.of(TAG))).isEqualTo(Map.of(TAG, replaced));
		}
	}

	@Test
	void whatIsNoJournalCountsForNothing() throws IOException {
		create(TAG);
		close();
		Files.writeString(this.directory.resolve(FileGenerationStore.NAME), "something else");
		open();
		assertThat(this.store.read(Set.of(TAG))).isEmpty();
		long replaced = replace(TAG);
		close();
		open();
		assertThat(this.store.read(Set.of(TAG))).isEqualTo(Map.of(TAG, replaced));
	}

	@Test
	void onlyTheOwnerCanReadTheFile() throws IOException {
		create(TAG);
		assertThat(Files.getPosixFilePermissions(this.directory.resolve(FileGenerationStore.NAME)))
			.isEqualTo(PosixFilePermissions.fromString("rw-------"));
	}

	@Test
	void theFileDoesNotGrowForEver() throws IOException {
		for (int i = 0; i < 12_000; i++) {
			this.store.readOrCreate(Set.of(TAG), LIFETIME.plusMillis(i));
		}
		long replaced = replace(TAG);
		assertThat(Files.size(this.directory.resolve(FileGenerationStore.NAME)))
			.isLessThan(5_000L * GenerationJournal.RECORD_LENGTH);
		close();
		open();
		assertThat(this.store.read(Set.of(TAG))).isEqualTo(Map.of(TAG, replaced));
	}

}
