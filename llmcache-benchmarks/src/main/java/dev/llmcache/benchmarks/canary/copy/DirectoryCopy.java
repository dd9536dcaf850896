package dev.llmcache.benchmarks.canary.copy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copy of all files of a directory.
 */
public final class DirectoryCopy implements StoreCopy {

	private final Path directory;

	private final Path copy;

	private DirectoryCopy(Path directory, Path copy) {
		this.directory = directory;
		this.copy = copy;
	}

	/**
	 * Copies everything.
	 * @param directory where it is
	 * @param copy where to
	 * @return the copy
	 */
	public static DirectoryCopy of(Path directory, Path copy) {
		files(directory).forEach((file) -> copy(file, copy.resolve(directory.relativize(file))));
		return new DirectoryCopy(directory, copy);
	}

	@Override
	public void putBack(boolean withKeys) {
		files(this.directory).stream().filter((file) -> withKeys || !isOfKeys(file)).forEach(DirectoryCopy::delete);
		files(this.copy).stream()
			.filter((file) -> withKeys || !isOfKeys(file))
			.forEach((file) -> copy(file, this.directory.resolve(this.copy.relativize(file))));
	}

	@Override
	public long keys() {
		return files(this.directory).stream().filter(DirectoryCopy::isOfKeys).mapToLong(DirectoryCopy::size).sum();
	}

	private static boolean isOfKeys(Path file) {
		return StoreCopy.isOfKeys(file.getFileName().toString());
	}

	private static List<Path> files(Path folder) {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static long size(Path file) {
		try {
			return Files.size(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void delete(Path file) {
		try {
			Files.delete(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void copy(Path from, Path to) {
		try {
			Files.createDirectories(to.getParent());
			Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
