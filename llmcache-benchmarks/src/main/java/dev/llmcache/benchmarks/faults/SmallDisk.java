package dev.llmcache.benchmarks.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * File system of a few megabytes in memory, which can be filled up.
 */
final class SmallDisk implements AutoCloseable {

	private static final int MEGABYTES = 48;

	private static final String BALLAST = "ballast";

	private final Path directory;

	private SmallDisk(Path directory) {
		this.directory = directory;
	}

	/**
	 * Mounts one, as root may.
	 * @return the file system
	 * @throws IllegalStateException if that is not allowed
	 */
	static SmallDisk mount() {
		try {
			Path directory = Files.createTempDirectory("llmcache-disk-");
			run("mount", "-t", "tmpfs", "-o", "size=%dm".formatted(MEGABYTES), "tmpfs", directory.toString());
			return new SmallDisk(directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A directory of it, which is yet to be created.
	 */
	Path directory(String name) {
		return this.directory.resolve(name);
	}

	/**
	 * Writes until there is no room.
	 */
	void fill() {
		byte[] page = new byte[4096];
		try (OutputStream out = Files.newOutputStream(this.directory.resolve(BALLAST))) {
			for (long i = 0; i <= MEGABYTES * 256L; i++) {
				out.write(page);
			}
		}
		catch (IOException ex) {
			return;
		}
		throw new IllegalStateException("The disk does not fill up");
	}

	void makeRoom() {
		try {
			Files.delete(this.directory.resolve(BALLAST));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void run(String... command) throws IOException {
		try {
			if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
				throw new IllegalStateException("Only root can " + command[0] + " a small disk");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		try {
			run("umount", "--lazy", this.directory.toString());
			Files.delete(this.directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
