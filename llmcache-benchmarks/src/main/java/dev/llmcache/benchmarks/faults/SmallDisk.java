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

	private boolean mounted;

	private SmallDisk(Path directory) {
		this.directory = directory;
	}

	/**
	 * Finds a place for one.
	 * @return the file system, which is yet to be mounted
	 */
	static SmallDisk create() {
		try {
			return new SmallDisk(Files.createTempDirectory("llmcache-disk-"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Mounts it, as root may.
	 * @throws IllegalStateException if that is not allowed
	 */
	synchronized void mount() {
		run("mount", "-t", "tmpfs", "-o", "size=%dm".formatted(MEGABYTES), "tmpfs", this.directory.toString());
		this.mounted = true;
		// It must not outlive this process
		Runtime.getRuntime().addShutdownHook(new Thread(this::unmount));
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

	private static void run(String... command) {
		try {
			if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
				throw new IllegalStateException("Only root can " + command[0] + " a small disk");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private synchronized void unmount() {
		if (this.mounted) {
			this.mounted = false;
			run("umount", "--lazy", this.directory.toString());
		}
	}

	@Override
	public void close() {
		unmount();
		try {
			Files.delete(this.directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
