package dev.llmcache.benchmarks.growth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Memory that the machine can still give away, where its system says how much.
 */
final class Room {

	private static final Path SYSTEM = Path.of("/proc/meminfo");

	private static final String AVAILABLE = "MemAvailable:";

	private Room() {
	}

	/**
	 * Fails early rather than to have the machine run out of memory.
	 * @param bytes how much is about to be taken
	 * @param what by what
	 */
	static void require(long bytes, String what) {
		if (Files.isReadable(SYSTEM) && available() < bytes) {
			throw new IllegalStateException("%s take %d MB of memory, and the machine has %d: choose a smaller --to"
				.formatted(what, bytes >> 20, available() >> 20));
		}
	}

	private static long available() {
		try {
			return Files.readAllLines(SYSTEM)
				.stream()
				.filter((line) -> line.startsWith(AVAILABLE))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
				.findFirst()
				.orElse(Long.MAX_VALUE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
