package dev.llmcache.store.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.zip.CRC32C;

import dev.llmcache.Mark;
import dev.llmcache.store.DataKeyStore;
import dev.llmcache.store.InMemoryDataKeyStore;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Wrapped data keys in a file beside an index that outlives its process.
 * <p>
 * Binary form, big-endian: magic {@code LCKEY001} (8 bytes), then of each key its mark
 * (16), its length (4) and the wrapped key, at the end the CRC-32C of all that (4). Held
 * in memory, and written anew with each change, which is on the disk when a method
 * returns. The index's lock keeps other processes away. Thread-safe; when the disk fails,
 * what changes throws an {@link UncheckedIOException}, and nothing has changed.
 */
public final class DataKeyFile implements DataKeyStore {

	static final String NAME = "llmcache.data-keys";

	private static final long MAGIC = 0x4C434B4559303031L;

	private static final int HEADER_LENGTH = Mark.LENGTH + Integer.BYTES;

	private final Path directory;

	private volatile InMemoryDataKeyStore memory;

	/**
	 * Opens the keys of an index.
	 * @param directory the directory of the index, which this process has locked
	 * @throws UnusableDirectoryException if the file cannot be read, or is damaged
	 */
	public DataKeyFile(Path directory) {
		this.directory = directory;
		OwnerOnly.createDirectories(directory);
		Path file = directory.resolve(NAME);
		try {
			InMemoryDataKeyStore read = Files.exists(file) ? read(Files.readAllBytes(file))
					: new InMemoryDataKeyStore();
			if (read == null) {
				throw new UnusableDirectoryException(
						"its file '%s' is damaged; restore it, or delete it with the index".formatted(NAME), null);
			}
			this.memory = read;
		}
		catch (IOException ex) {
			throw new UnusableDirectoryException("its file '%s' cannot be read".formatted(NAME), ex);
		}
	}

	/**
	 * Reads the keys of a file.
	 * @param bytes of the file
	 * @return the keys, or null when the bytes are damaged or something else
	 */
	static @Nullable InMemoryDataKeyStore read(byte[] bytes) {
		int end = bytes.length - Integer.BYTES;
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		if (end < Long.BYTES || buffer.getLong() != MAGIC || buffer.getInt(end) != checksum(bytes, end)) {
			return null;
		}
		InMemoryDataKeyStore keys = new InMemoryDataKeyStore();
		buffer.limit(end);
		while (buffer.remaining() >= HEADER_LENGTH) {
			Mark tenant = Mark.read(buffer);
			int length = buffer.getInt();
			if (length < 0 || length > buffer.remaining()) {
				return null;
			}
			byte[] wrapped = new byte[length];
			buffer.get(wrapped);
			keys.putIfAbsent(tenant, wrapped);
		}
		return buffer.hasRemaining() ? null : keys;
	}

	@Override
	public byte @Nullable [] find(Mark tenant) {
		return this.memory.find(tenant);
	}

	@Override
	public synchronized byte[] putIfAbsent(Mark tenant, byte[] wrapped) {
		byte[] present = this.memory.find(tenant);
		return (present != null) ? present : change((keys) -> keys.putIfAbsent(tenant, wrapped));
	}

	@Override
	public synchronized boolean replace(Mark tenant, byte[] present, byte[] wrapped) {
		return change((keys) -> keys.replace(tenant, present, wrapped));
	}

	@Override
	public synchronized long delete(Set<Mark> tenants) {
		return change((keys) -> keys.delete(tenants));
	}

	/** On the disk first, so that what could not be written has not changed. */
	private <T> T change(Function<InMemoryDataKeyStore, T> change) {
		InMemoryDataKeyStore changed = new InMemoryDataKeyStore();
		this.memory.forEach(changed::putIfAbsent);
		T result = change.apply(changed);
		try {
			write(encode(changed.copy()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.memory = changed;
		return result;
	}

	private static byte[] encode(Map<Mark, byte[]> keys) {
		int length = keys.values().stream().mapToInt((wrapped) -> HEADER_LENGTH + wrapped.length).sum();
		ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + length + Integer.BYTES).putLong(MAGIC);
		keys.forEach((tenant, wrapped) -> bytes.put(tenant.bytes()).putInt(wrapped.length).put(wrapped));
		return bytes.putInt(checksum(bytes.array(), bytes.position())).array();
	}

	private static int checksum(byte[] bytes, int end) {
		CRC32C checksum = new CRC32C();
		checksum.update(bytes, 0, end);
		return (int) checksum.getValue();
	}

	private void write(byte[] bytes) throws IOException {
		Path temporary = OwnerOnly.createTempFile(this.directory, NAME);
		try {
			try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
				ByteBuffer buffer = ByteBuffer.wrap(bytes);
				while (buffer.hasRemaining()) {
					channel.write(buffer);
				}
				channel.force(true);
			}
			Files.move(temporary, this.directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE,
					StandardCopyOption.REPLACE_EXISTING);
			IOUtils.fsync(this.directory, true);
		}
		finally {
			Files.deleteIfExists(temporary);
		}
	}

	@Override
	public void forEach(BiConsumer<Mark, byte[]> action) {
		this.memory.forEach(action);
	}

	@Override
	public void close() {
		// Each change is written already
	}

}
