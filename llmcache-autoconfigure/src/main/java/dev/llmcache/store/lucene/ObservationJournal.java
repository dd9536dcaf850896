package dev.llmcache.store.lucene;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
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

import dev.llmcache.Fingerprint;
import dev.llmcache.store.InMemoryObservationStore;
import dev.llmcache.store.InMemoryObservationStore.Kept;
import dev.llmcache.store.Observation;
import dev.llmcache.store.lucene.GenerationJournal.Disk;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * File to which verdicts are appended.
 * <p>
 * Binary form, big-endian: magic {@code LCOBS001} (8 bytes), then records of a subject
 * (32), a verdict (9), when it was added in milliseconds since the epoch (8) and the
 * CRC-32C of these (4). A last record that is not whole was never completed, and is
 * overwritten; a damaged one is skipped. Used by one thread at a time, which may be
 * interrupted.
 */
final class ObservationJournal implements Closeable {

	static final int RECORD_LENGTH = Fingerprint.LENGTH + Observation.LENGTH + Long.BYTES + Integer.BYTES;

	static final int HEADER_LENGTH = Long.BYTES;

	private static final long MAGIC = 0x4C434F4253303031L;

	private final Path file;

	private final Disk disk;

	private @Nullable FileChannel channel;

	/** Where the next record goes; 0 while there is no file that can be appended to. */
	private long end;

	private boolean closed;

	ObservationJournal(Path file, Disk disk) {
		this.file = file;
		this.disk = disk;
	}

	/**
	 * Reads what is in the file, after which can be appended.
	 * @param into takes the verdicts
	 * @return how many records were skipped; a file that is no journal counts as one
	 * @throws IOException if the file cannot be read
	 */
	long read(InMemoryObservationStore into) throws IOException {
		deleteUnfinished();
		if (!Files.exists(this.file)) {
			return 0;
		}
		long length = Files.size(this.file);
		try (DataInputStream input = new DataInputStream(new BufferedInputStream(Files.newInputStream(this.file)))) {
			if (length < HEADER_LENGTH || input.readLong() != MAGIC) {
				return (length > 0) ? 1 : 0;
			}
			long records = (length - HEADER_LENGTH) / RECORD_LENGTH;
			long skipped = read(input, records, into);
			this.end = HEADER_LENGTH + records * RECORD_LENGTH;
			return skipped;
		}
	}

	private static long read(DataInputStream input, long records, InMemoryObservationStore into) throws IOException {
		byte[] buffer = new byte[RECORD_LENGTH];
		long skipped = 0;
		for (long i = 0; i < records; i++) {
			input.readFully(buffer);
			skipped += read(buffer, into) ? 0 : 1;
		}
		return skipped;
	}

	private static boolean read(byte[] bytes, InMemoryObservationStore into) {
		ByteBuffer record = ByteBuffer.wrap(bytes);
		byte[] subject = new byte[Fingerprint.LENGTH];
		record.get(subject);
		Observation observation = Observation.decode(record);
		Instant time = Instant.ofEpochMilli(record.getLong());
		if (observation == null || record.getInt() != checksum(bytes)) {
			return false;
		}
		into.add(Fingerprint.of(subject), observation, time);
		return true;
	}

	private void deleteUnfinished() throws IOException {
		try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(directory(),
				this.file.getFileName() + "*.tmp")) {
			for (Path each : unfinished) {
				Files.delete(each);
			}
		}
	}

	/**
	 * Whether the file is there and can be appended to, unless it fails.
	 * @return whether {@link #append} will do; otherwise the file has to be written anew
	 */
	boolean isAppendable() {
		return this.end > 0;
	}

	/**
	 * Appends a verdict. What was written of it is overwritten by the next, if this
	 * fails.
	 * @param subject what it is about
	 * @param observation the verdict
	 * @param time when it was added
	 * @throws IOException if that failed
	 */
	void append(Fingerprint subject, Observation observation, Instant time) throws IOException {
		this.end = write(channel(), ByteBuffer.wrap(encode(subject, observation, time)), this.end);
	}

	// An interrupted thread closes the channel that it writes to
	private FileChannel channel() throws IOException {
		requireOpen();
		if (this.channel == null || !this.channel.isOpen()) {
			this.channel = this.disk.open(this.file);
		}
		return this.channel;
	}

	private void requireOpen() throws ClosedChannelException {
		if (this.closed) {
			throw new ClosedChannelException();
		}
	}

	/**
	 * How many records the file has.
	 * @return the number, those included that are too old to count
	 */
	long records() {
		return (this.end - HEADER_LENGTH) / RECORD_LENGTH;
	}

	/**
	 * Replaces the file by one that has nothing but what counts.
	 * @param verdicts what counts
	 * @throws IOException if that failed; the file is then what it was
	 */
	void rewrite(Map<Fingerprint, Kept> verdicts) throws IOException {
		requireOpen();
		Path temporary = OwnerOnly.createTempFile(directory(), this.file.getFileName().toString());
		try {
			long length = write(temporary, verdicts);
			Files.move(temporary, this.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			IOUtils.closeWhileHandlingException(this.channel);
			this.channel = null;
			this.end = length;
		}
		catch (IOException | RuntimeException ex) {
			IOUtils.deleteFilesIgnoringExceptions(temporary);
			throw ex;
		}
	}

	private long write(Path to, Map<Fingerprint, Kept> verdicts) throws IOException {
		try (FileChannel written = this.disk.open(to)) {
			long end = write(written, ByteBuffer.allocate(HEADER_LENGTH).putLong(MAGIC).flip(), 0);
			for (Map.Entry<Fingerprint, Kept> entry : verdicts.entrySet()) {
				Kept kept = entry.getValue();
				ByteBuffer records = ByteBuffer.allocate(kept.latest().size() * RECORD_LENGTH);
				kept.latest().forEach((observation) -> records.put(encode(entry.getKey(), observation, kept.lastAt())));
				end = write(written, records.flip(), end);
			}
			written.force(true);
			return end;
		}
	}

	private static long write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
		long next = position;
		while (bytes.hasRemaining()) {
			next += channel.write(bytes, next);
		}
		return next;
	}

	private Path directory() {
		return Objects.requireNonNull(this.file.toAbsolutePath().getParent());
	}

	private static byte[] encode(Fingerprint subject, Observation observation, Instant time) {
		byte[] record = new byte[RECORD_LENGTH];
		ByteBuffer buffer = ByteBuffer.wrap(record);
		buffer.put(subject.bytes()).put(observation.encode()).putLong(time.toEpochMilli());
		buffer.putInt(checksum(record));
		return record;
	}

	private static int checksum(byte[] record) {
		CRC32C checksum = new CRC32C();
		checksum.update(record, 0, RECORD_LENGTH - Integer.BYTES);
		return (int) checksum.getValue();
	}

	@Override
	public void close() throws IOException {
		this.closed = true;
		if (this.channel != null) {
			this.channel.close();
		}
	}

}
