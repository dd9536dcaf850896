package dev.llmcache.store.lucene;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import dev.llmcache.test.MutableInstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link KeyFile}.
 */
class KeyFileTests {

	@TempDir
	private Path temporary;

	@Test
	void createsARandomKeyThatOnlyTheOwnerCanRead() throws IOException {
		Path directory = this.temporary.resolve("above/index");
		byte[] key = KeyFile.in(directory).readOrCreate();
		assertThat(key).hasSize(KeyFile.LENGTH).isNotEqualTo(new byte[KeyFile.LENGTH]);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(KeyFile.NAME))))
			.isEqualTo("rw-------");
		assertThat(KeyFile.in(this.temporary.resolve("other")).readOrCreate()).isNotEqualTo(key);
	}

	@Test
	void readsTheKeyThatIsThereAndLeavesNothingElseBehind() throws IOException {
		byte[] key = KeyFile.in(this.temporary).readOrCreate();
		assertThat(KeyFile.in(this.temporary).readOrCreate()).isEqualTo(key);
		try (Stream<Path> files = Files.list(this.temporary)) {
			assertThat(files).containsExactly(this.temporary.resolve(KeyFile.NAME));
		}
	}

	@Test
	void livesBesideAnIndex() {
		byte[] key = KeyFile.in(this.temporary).readOrCreate();
		MutableInstantSource clock = new MutableInstantSource(Instant.EPOCH);
		LuceneVectorIndex.onDisk(this.temporary, 1 << 20, clock).close();
		LuceneVectorIndex.onDisk(this.temporary, 1 << 20, clock).close();
		assertThat(KeyFile.in(this.temporary).readOrCreate()).isEqualTo(key);
	}

	@Test
	void allThatCreateItAtOnceUseOneKey() throws Exception {
		int creators = 8;
		CyclicBarrier start = new CyclicBarrier(creators);
		Callable<String> create = () -> {
			start.await();
			return HexFormat.of().formatHex(KeyFile.in(this.temporary).readOrCreate());
		};
		try (ExecutorService executor = Executors.newFixedThreadPool(creators)) {
			assertThat(executor.invokeAll(Collections.nCopies(creators, create))
				.stream()
				.map(Future::resultNow)
				.distinct()).hasSize(1);
		}
	}

	@Test
	void allThatCreateItAtOnceUseOneKeyWhereFilesCannotBeLinked() throws Exception {
		int creators = 8;
		CyclicBarrier start = new CyclicBarrier(creators);
		KeyFile.Link refused = (name, existing) -> {
			// None looks for the key before all have found none
			awaitAll(start);
			throw new FileSystemException(name.toString(), existing.toString(), "Operation not permitted");
		};
		Callable<String> create = () -> HexFormat.of().formatHex(new KeyFile(this.temporary, refused).readOrCreate());
		try (ExecutorService executor = Executors.newFixedThreadPool(creators)) {
			assertThat(executor.invokeAll(Collections.nCopies(creators, create))
				.stream()
				.map(Future::resultNow)
				.distinct()).hasSize(1);
		}
		Path file = this.temporary.resolve(KeyFile.NAME);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		try (Stream<Path> files = Files.list(this.temporary)) {
			assertThat(files).containsExactly(file);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 5, 31, 33 })
	void refusesAKeyOfAnotherLength(int length) throws IOException {
		createFile("rw-------", "x".repeat(length));
		assertThatExceptionOfType(UnusableDirectoryException.class)
			.isThrownBy(() -> KeyFile.in(this.temporary).readOrCreate())
			.withMessageContaining("llmcache.semantic.lucene.directory")
			.withMessageContaining("'llmcache.key' has %d bytes".formatted(length))
			.withMessageNotContaining("xxxxx");
	}

	@ParameterizedTest
	@ValueSource(strings = { "rw-r-----", "rw--w----", "rw----r--", "rw-----w-" })
	void refusesAKeyThatOthersHaveAccessTo(String permissions) throws IOException {
		createFile(permissions, "x".repeat(KeyFile.LENGTH));
		assertThatExceptionOfType(UnusableDirectoryException.class)
			.isThrownBy(() -> KeyFile.in(this.temporary).readOrCreate())
			.withMessageContaining("llmcache.semantic.lucene.directory")
			.withMessageContaining("set its mode to 0600")
			.withMessageNotContaining("xxxxx");
	}

	@Test
	void worksOnAFileSystemWithoutOwnersAndLinks() throws IOException {
		try (FileSystem zip = FileSystems.newFileSystem(this.temporary.resolve("files.zip"),
				Map.of("create", "true"))) {
			Path directory = zip.getPath("/index");
			byte[] key = KeyFile.in(directory).readOrCreate();
			assertThat(key).hasSize(KeyFile.LENGTH);
			assertThat(KeyFile.in(directory).readOrCreate()).isEqualTo(key);
			try (Stream<Path> files = Files.list(directory)) {
				assertThat(files).hasSize(1);
			}
		}
	}

	private static void awaitAll(CyclicBarrier barrier) {
		try {
			barrier.await();
		}
		catch (InterruptedException | BrokenBarrierException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void createFile(String permissions, String content) throws IOException {
		Path file = Files.writeString(this.temporary.resolve(KeyFile.NAME), content);
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
	}

}
