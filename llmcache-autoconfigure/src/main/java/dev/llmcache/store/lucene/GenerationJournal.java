package dev.llmcache.store.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;

import dev.llmcache.Mark;
import org.apache.lucene.util.IOUtils;

/**
 * File to which generations are appended, of which the last of each mark counts.
 * <p>
 * Binary form, big-endian: magic {@code LCGEN001} (8 bytes), then records of a mark (16),
 * its generation (8), the end of its life in milliseconds since the epoch (8) and the
 * CRC-32C of these (4). A last record that is not whole was never completed, and is
 * ignored. A whole one that is damaged may have replaced any generation: none before it
 * counts. Used by one thread at a time, which may be interrupted.
 */
final class GenerationJournal implements Closeable {

	static final int RECORD_LENGTH = Mark.LENGTH + 2 * Long.BYTES + Integer.BYTES;

	static final int HEADER_LENGTH = Long.BYTES;

	private static final long MAGIC = 0x4C4347454E303031L;

	private final Path file;

	private final Disk disk;

	private FileChannel channel;

	private long end;

	private boolean doubtful;

	private boolean closed;

	private GenerationJournal(Path file, Disk disk, FileChannel channel, long end) {
		this.file = file;
		this.disk = disk;
		this.channel = channel;
		this.end = end;
	}

	/**
	 * Opens a journal, or creates an empty one.
	 * @param file where
	 * @param disk opens it
	 * @param into takes the generations that are in it
	 * @return the journal
	 * @throws IOException if the file cannot be read or written
	 */
	static GenerationJournal open(Path file, Disk disk, Map<Mark, Generation> into) throws IOException {
		deleteUnfinished(file);
		long end = Files.exists(file) ? read(Files.readAllBytes(file), into) : 0;
		if (end != 0) {
			return new GenerationJournal(file, disk, disk.open(file), end);
		}
		FileChannel created = create(file, disk, Map.of());
		IOUtils.fsync(directory(file), true);
		return new GenerationJournal(file, disk, created, HEADER_LENGTH);
	}

	private static void deleteUnfinished(Path file) throws IOException {
		try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(directory(file),
				file.getFileName() + "*.tmp")) {
			for (Path each : unfinished) {
				Files.delete(each);
			}
		}
	}

	/**
	 * Reads what counts of a journal.
	 * @param bytes of the file
	 * @param into takes the generations
	 * @return where the last whole record ends, 0 if the bytes are no journal
	 */
	static long read(byte[] bytes, Map<Mark, Generation> into) {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		if (buffer.remaining() < HEADER_LENGTH || buffer.getLong() != MAGIC) {
			return 0;
		}
		while (buffer.remaining() >= RECORD_LENGTH) {
			int checksum = checksum(bytes, buffer.position());
			Mark mark = Mark.read(buffer);
			Generation generation = new Generation(buffer.getLong(), Instant.ofEpochMilli(buffer.getLong()));
			if (buffer.getInt() == checksum) {
				into.put(mark, generation);
			}
			else {
				into.clear();
			}
		}
		return buffer.position();
	}

	/**
	 * Appends generations.
	 * @param generations the generations
	 * @param lasting whether they must survive a crash from now on
	 * @throws IOException if that failed
	 */
	void append(Map<Mark, Generation> generations, boolean lasting) throws IOException {
		ByteBuffer records = encode(generations);
		int length = records.remaining();
		try {
			write(channel(), records, this.end);
			if (lasting) {
				this.channel.force(false);
			}
			this.end += length;
		}
		catch (IOException ex) {
			this.doubtful = this.doubtful || lasting;
			truncate(ex);
			throw ex;
		}
	}

	private void truncate(IOException failure) {
		try {
			this.channel.truncate(this.end);
		}
		catch (IOException ex) {
			this.doubtful = true;
			failure.addSuppressed(ex);
		}
	}

	// An interrupted thread closes the channel that it writes to
	private FileChannel channel() throws IOException {
		if (this.closed) {
			throw new ClosedChannelException();
		}
		if (!this.channel.isOpen()) {
			this.channel = this.disk.open(this.file);
		}
		return this.channel;
	}

	/**
	 * Whether nothing can be made lasting but by writing the file anew. What a disk has
	 * failed to keep it tells once, and then forgets; and what could not be cut off would
	 * be read after what is appended.
	 * @return whether it has failed so
	 */
	boolean isDoubtful() {
		return this.doubtful;
	}

	/**
	 * How many records the file has.
	 * @return the number, those included that others have replaced
	 */
	long records() {
		return (this.end - HEADER_LENGTH) / RECORD_LENGTH;
	}

	/**
	 * Replaces the file by one that has nothing but some generations, which survive a
	 * crash from now on.
	 * @param generations those that count
	 * @throws IOException if that failed; what counted before still does
	 */
	void rewrite(Map<Mark, Generation> generations) throws IOException {
		if (this.closed) {
			throw new ClosedChannelException();
		}
		FileChannel replaced = this.channel;
		this.channel = create(this.file, this.disk, generations);
		this.end = HEADER_LENGTH + (long) generations.size() * RECORD_LENGTH;
		// Until the new name is as lasting as what will be appended under it
		this.doubtful = true;
		IOUtils.closeWhileHandlingException(replaced);
		IOUtils.fsync(directory(this.file), true);
		this.doubtful = false;
	}

	private static FileChannel create(Path file, Disk disk, Map<Mark, Generation> generations) throws IOException {
		Path temporary = OwnerOnly.createTempFile(directory(file), file.getFileName().toString());
		FileChannel channel = null;
		try {
			channel = disk.open(temporary);
			write(channel, ByteBuffer.allocate(HEADER_LENGTH).putLong(MAGIC).flip(), 0);
			write(channel, encode(generations), HEADER_LENGTH);
			channel.force(true);
			Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			return channel;
		}
		catch (IOException | RuntimeException ex) {
			IOUtils.closeWhileHandlingException(channel);
			IOUtils.deleteFilesIgnoringExceptions(temporary);
			throw ex;
		}
	}

	private static Path directory(Path file) {
		return Objects.requireNonNull(file.toAbsolutePath().getParent());
	}

	private static ByteBuffer encode(Map<Mark, Generation> generations) {
		ByteBuffer records = ByteBuffer.allocate(generations.size() * RECORD_LENGTH);
		generations.forEach((mark, generation) -> {
			int start = records.position();
			records.put(mark.bytes()).putLong(generation.number()).putLong(generation.expiresAt().toEpochMilli());
			records.putInt(checksum(records.array(), start));
		});
		return records.flip();
	}

	private static int checksum(byte[] bytes, int start) {
		CRC32C checksum = new CRC32C();
		checksum.update(bytes, start, RECORD_LENGTH - Integer.BYTES);
		return (int) checksum.getValue();
	}

	private static void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
		long next = position;
		while (bytes.hasRemaining()) {
			next += channel.write(bytes, next);
		}
	}

	@Override
	public void close() throws IOException {
		this.closed = true;
		this.channel.close();
	}

	/**
	 * Generation of a mark.
	 *
	 * @param number the random number
	 * @param expiresAt until when it is kept
	 */
	record Generation(long number, Instant expiresAt) {

	}

	/**
	 * Opens files that exist to be written to.
	 */
	@FunctionalInterface
	interface Disk {

		FileChannel open(Path file) throws IOException;

	}

}
