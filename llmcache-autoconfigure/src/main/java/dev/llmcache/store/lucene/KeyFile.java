package dev.llmcache.store.lucene;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

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

	private final Path directory;

	private final Path file;

	private KeyFile(Path directory) {
		this.directory = directory;
		this.file = directory.resolve(NAME);
	}

	/**
	 * Names the key file of a directory, without touching it.
	 * @param directory the directory of the index
	 * @return its key file
	 */
	public static KeyFile in(Path directory) {
		return new KeyFile(directory);
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
		long length = Files.size(this.file);
		if (length != LENGTH) {
			throw new UnusableDirectoryException(("its key file '%s' has %d bytes instead of %d; "
					+ "restore it, or delete it with the index to start with a new key")
				.formatted(NAME, length, LENGTH), null);
		}
		return Files.readAllBytes(this.file);
	}

	/** Links a complete file to the name: never is there one with half a key. */
	private void create() throws IOException {
		byte[] key = new byte[LENGTH];
		new SecureRandom().nextBytes(key);
		Path temporary = OwnerOnly.createTempFile(this.directory, NAME);
		try {
			write(temporary, key);
			link(temporary);
		}
		catch (FileAlreadyExistsException ex) {
			// Another process was faster; its key is read.
		}
		finally {
			Files.deleteIfExists(temporary);
		}
	}

	private static void write(Path file, byte[] key) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			ByteBuffer buffer = ByteBuffer.wrap(key);
			while (buffer.hasRemaining()) {
				channel.write(buffer);
			}
			channel.force(true);
		}
	}

	private void link(Path temporary) throws IOException {
		try {
			Files.createLink(this.file, temporary);
		}
		catch (UnsupportedOperationException ex) {
			Files.move(temporary, this.file);
		}
	}

}
