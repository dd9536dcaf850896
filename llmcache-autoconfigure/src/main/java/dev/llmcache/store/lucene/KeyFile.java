package dev.llmcache.store.lucene;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * File beside an index that holds the key of its fingerprints, for an application that
 * was given none.
 * <p>
 * Thread-safe, also between processes: of several that create the file at once, one wins
 * and all use its key. Only the file's owner can read it, where the file system knows
 * owners. Whoever can read it can tell whether a question that he guesses was asked, so
 * it should not be backed up with the index.
 */
public final class KeyFile {

	/** Length of the key in bytes. */
	public static final int LENGTH = 32;

	static final String NAME = "llmcache.key";

	private static final Duration PATIENCE = Duration.ofMillis(500);

	private final Path directory;

	private final Path file;

	private final Link link;

	KeyFile(Path directory, Link link) {
		this.directory = directory;
		this.file = directory.resolve(NAME);
		this.link = link;
	}

	/**
	 * Names the key file of a directory, without touching it.
	 * @param directory the directory of the index
	 * @return its key file
	 */
	public static KeyFile in(Path directory) {
		return new KeyFile(directory, Files::createLink);
	}

	/**
	 * Reads the key; creates the directory, and the file with a random key, where there
	 * is none.
	 * @return {@value #LENGTH} bytes
	 * @throws UnusableDirectoryException if the file cannot be created or read, has
	 * another length, or is open to others than its owner
	 */
	public byte[] readOrCreate() {
		OwnerOnly.createDirectories(this.directory);
		try {
			if (!Files.exists(this.file)) {
				create();
			}
			return read();
		}
		catch (IOException ex) {
			throw new UnusableDirectoryException("its key file '%s' can neither be read nor created".formatted(NAME),
					ex);
		}
	}

	private byte[] read() throws IOException {
		if (!OwnerOnly.isOwnerOnly(this.file)) {
			throw new UnusableDirectoryException(("others than the owner have access to its key file '%s'; "
					+ "set its mode to 0600, or delete it with the index to start with a new key")
				.formatted(NAME), null);
		}
		long length = completeLength();
		if (length != LENGTH) {
			throw new UnusableDirectoryException(("its key file '%s' has %d bytes instead of %d; "
					+ "restore it, or delete it with the index to start with a new key")
				.formatted(NAME, length, LENGTH), null);
		}
		return Files.readAllBytes(this.file);
	}

	// Where files cannot be linked, another process may be about to write it
	private long completeLength() throws IOException {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		long length = Files.size(this.file);
		while (length < LENGTH && System.nanoTime() < deadline) {
			LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
			length = Files.size(this.file);
		}
		return length;
	}

	/** Links a complete file to the name, so that there is never one with half a key. */
	private void create() throws IOException {
		byte[] key = new byte[LENGTH];
		new SecureRandom().nextBytes(key);
		Path temporary = OwnerOnly.createTempFile(this.directory, NAME);
		try {
			try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
				write(channel, key);
			}
			link(temporary, key);
		}
		catch (FileAlreadyExistsException ex) {
			// Another process was faster; its key is read.
		}
		finally {
			Files.deleteIfExists(temporary);
		}
	}

	private void link(Path temporary, byte[] key) throws IOException {
		try {
			this.link.create(this.file, temporary);
		}
		catch (FileAlreadyExistsException ex) {
			throw ex;
		}
		// Without links, file systems of Linux throw the one and others the other
		catch (IOException | UnsupportedOperationException ex) {
			writeInPlace(key);
		}
	}

	private void writeInPlace(byte[] key) throws IOException {
		FileChannel created = OwnerOnly.createFile(this.file);
		try (created) {
			write(created, key);
		}
		catch (IOException ex) {
			Files.deleteIfExists(this.file);
			throw ex;
		}
	}

	private static void write(FileChannel channel, byte[] key) throws IOException {
		ByteBuffer buffer = ByteBuffer.wrap(key);
		while (buffer.hasRemaining()) {
			channel.write(buffer);
		}
		channel.force(true);
	}

	/**
	 * Gives a file a second name.
	 */
	@FunctionalInterface
	interface Link {

		void create(Path name, Path existing) throws IOException;

	}

}
