package dev.llmcache.store.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

import dev.llmcache.Mark;
import dev.llmcache.store.DataKeyStore;
import dev.llmcache.store.DataKeyStoreContract;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DataKeyFileTests extends DataKeyStoreContract {

	private static final Mark TENANT = new Mark(1, 2);

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path directory;

	@SuppressWarnings("NullAway.Init")
	private DataKeyFile store;

	@BeforeEach
	void open() {
		this.store = new DataKeyFile(this.directory);
	}

	@Override
	protected DataKeyStore store() {
		return this.store;
	}

	private Path file() {
		return this.directory.resolve(DataKeyFile.NAME);
	}

	@Test
	void survivesTheProcess() {
		this.store.putIfAbsent(TENANT, wrapped(1));
		this.store.putIfAbsent(new Mark(3, 4), wrapped(2));
		this.store.replace(TENANT, wrapped(1), wrapped(5));
		open();
		assertThat(this.store.find(TENANT)).isEqualTo(wrapped(5));
		assertThat(this.store.find(new Mark(3, 4))).isEqualTo(wrapped(2));
	}

	@Test
	void leavesNothingOfADeletedKeyInTheFile() throws IOException {
		byte[] secret = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
		this.store.putIfAbsent(TENANT, secret);
		this.store.putIfAbsent(new Mark(3, 4), wrapped(2));
		assertThat(new String(Files.readAllBytes(file()), StandardCharsets.ISO_8859_1)).contains("0123456789abcdef");
		this.store.delete(Set.of(TENANT));
		assertThat(new String(Files.readAllBytes(file()), StandardCharsets.ISO_8859_1))
			.doesNotContain("0123456789abcdef");
		open();
		assertThat(this.store.find(TENANT)).isNull();
	}

	@Test
	void isForTheOwnerAlone() throws IOException {
		this.store.putIfAbsent(TENANT, wrapped(1));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
	}

	@Test
	void refusesADamagedFile() throws IOException {
		this.store.putIfAbsent(TENANT, wrapped(1));
		byte[] bytes = Files.readAllBytes(file());
		bytes[30] ^= 1;
		Files.write(file(), bytes);
		assertThatExceptionOfType(UnusableDirectoryException.class).isThrownBy(this::open)
			.withMessageContaining(DataKeyFile.NAME);
	}

	@Test
	void hasNotChangedWhenItCannotBeWritten() throws IOException {
		this.store.putIfAbsent(TENANT, wrapped(1));
		Files.delete(file());
		Files.createDirectories(file().resolve("in the way"));
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.store.delete(Set.of(TENANT)));
		assertThat(this.store.find(TENANT)).isEqualTo(wrapped(1));
	}

	@Property
	void anyBytesAreKeysOrNone(@ForAll byte[] bytes) {
		DataKeyFile.read(bytes);
		byte[] likeOurs = Arrays.copyOf("LCKEY001".getBytes(StandardCharsets.US_ASCII), 8 + bytes.length);
		System.arraycopy(bytes, 0, likeOurs, 8, bytes.length);
		DataKeyFile.read(likeOurs);
	}

}
