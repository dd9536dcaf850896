package dev.llmcache.store.lucene;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Files and directories that only their owner can read, where the file system knows
 * owners.
 */
final class OwnerOnly {

	private static final Set<PosixFilePermission> OWNER = EnumSet.of(PosixFilePermission.OWNER_READ,
			PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

	private OwnerOnly() {
	}

	/**
	 * Creates a directory and those above it, unless it exists.
	 * @param directory the directory
	 * @throws UnusableDirectoryException if it cannot be created or written to
	 */
	static void createDirectories(Path directory) {
		try {
			if (!Files.isDirectory(directory)) {
				Files.createDirectories(directory, attributes(directory, "rwx------"));
			}
		}
		catch (IOException ex) {
			throw new UnusableDirectoryException("it cannot be created; name one that can", ex);
		}
		if (!Files.isWritable(directory)) {
			throw new UnusableDirectoryException("it cannot be written to; name one that can", null);
		}
	}

	private static FileAttribute<?>[] attributes(Path path, String permissions) {
		if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			return new FileAttribute<?>[0];
		}
		return new FileAttribute<?>[] {
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) };
	}

	static Path createTempFile(Path directory, String prefix) throws IOException {
		return Files.createTempFile(directory, prefix, ".tmp", attributes(directory, "rw-------"));
	}

	/**
	 * Creates a file.
	 * @param file the file
	 * @return a channel to write to it
	 * @throws FileAlreadyExistsException if it exists
	 */
	static FileChannel createFile(Path file) throws IOException {
		return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
				attributes(file, "rw-------"));
	}

	static boolean isOwnerOnly(Path file) throws IOException {
		PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
		return view == null || OWNER.containsAll(view.readAttributes().permissions());
	}

}
