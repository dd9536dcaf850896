package dev.llmcache.store.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;

import dev.llmcache.Mark;

/**
 * File to which generations are appended, of which the last of each mark counts.
 * <p>
 * Binary form, big-endian: magic {@code LCGEN001} (8 bytes), then records of a mark (16),
 * its generation (8), the end of its life in milliseconds since the epoch (8) and the
 * CRC-32C of these (4). What follows a record that is torn or damaged is ignored, and cut
 * off when the file is opened: no record counts that was written after one that is lost.
 * Used by one thread at a time.
 */
final class GenerationJournal implements Closeable {

	static final int RECORD_LENGTH = Mark.LENGTH + 2 * Long.BYTES + Integer.BYTES;

	static final int HEADER_LENGTH = Long.BYTES;

	private static final long MAGIC = 0x4C4347454E303031L;

	private final Path file;

	private FileChannel channel;

	private long end;

	private GenerationJournal(Path file, FileChannel channel, long end) {
		this.file = file;
		this.channel = channel;
		this.end = end;
	}

	/**
	 * Opens a journal, or creates an empty one.
	 * @param file where
	 * @param into takes the generations that are in it
	 * @return the journal
	 * @throws IOException if the file cannot be read or written
	 */
	static GenerationJournal open(Path file, Map<Mark, Generation> into) throws IOException {
		long end = Files.exists(file) ? read(Files.readAllBytes(file), into) : 0;
		if (end == 0) {
			return rewritten(file, Map.of());
		}
		FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
		channel.truncate(end);
		return new GenerationJournal(file, channel, end);
	}

	/**
	 * Reads what counts of a journal.
	 * @param bytes of the file
	 * @param into takes the generations
	 * @return where the part ends that counts, 0 if the bytes are no journal
	 */
	static long read(byte[] bytes, Map<Mark, Generation> into) {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		if (buffer.remaining() < HEADER_LENGTH || buffer.getLong() != MAGIC) {
			return 0;
		}
		while (buffer.remaining() >= RECORD_LENGTH) {
			int start = buffer.position();
			Mark mark = Mark.read(buffer);
			Generation generation = new Generation(buffer.getLong(), Instant.ofEpochMilli(buffer.getLong()));
			if (buffer.getInt() != checksum(bytes, start)) {
				return start;
			}
			into.put(mark, generation);
		}
		return buffer.position();
	}

	/**
	 * Appends generations.
	 * @param generations the generations
	 * @param lasting whether they must survive a crash from now on
	 * @throws IOException if that failed; nothing of them counts then
	 */
	void append(Map<Mark, Generation> generations, boolean lasting) throws IOException {
		ByteBuffer records = encode(generations);
		int length = records.remaining();
		try {
			write(this.channel, records, this.end);
			if (lasting) {
				this.channel.force(false);
			}
			this.end += length;
		}
		catch (IOException ex) {
			this.channel.truncate(this.end);
			throw ex;
		}
	}

	/**
	 * How many records the file has.
	 * @return the number, those included that others have replaced
	 */
	long records() {
		return (this.end - HEADER_LENGTH) / RECORD_LENGTH;
	}

	/**
	 * Replaces the file by one that has nothing but some generations.
	 * @param generations those that count
	 * @throws IOException if that failed; the file is as it was
	 */
	void rewrite(Map<Mark, Generation> generations) throws IOException {
		GenerationJournal compact = rewritten(this.file, generations);
		this.channel.close();
		this.channel = compact.channel;
		this.end = compact.end;
	}

	private static GenerationJournal rewritten(Path file, Map<Mark, Generation> generations) throws IOException {
		Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
		Path temporary = OwnerOnly.createTempFile(directory, file.getFileName().toString());
		FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
		try {
			ByteBuffer records = encode(generations);
			long end = (long) HEADER_LENGTH + records.remaining();
			write(channel, ByteBuffer.allocate(HEADER_LENGTH).putLong(MAGIC).flip(), 0);
			write(channel, records, HEADER_LENGTH);
			channel.force(true);
			Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			forceName(directory);
			return new GenerationJournal(file, channel, end);
		}
		catch (IOException | RuntimeException ex) {
			channel.close();
			Files.deleteIfExists(temporary);
			throw ex;
		}
	}

	// The new name must not be lost while what is appended to the file under it is kept
	private static void forceName(Path directory) {
		try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
			opened.force(true);
		}
		catch (IOException ex) {
			// Not every file system can, nor has to
		}
	}

	private static ByteBuffer encode(Map<Mark, Generation> generations) {
		ByteBuffer records = ByteBuffer.allocate(generations.size() * RECORD_LENGTH);
		new LinkedHashMap<>(generations).forEach((mark, generation) -> {
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

}
