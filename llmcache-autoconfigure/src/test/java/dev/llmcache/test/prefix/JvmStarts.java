package dev.llmcache.test.prefix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Prefixes of a request that many processes have sent.
 *
 * @param without digests of the different ones without the prefix layer
 * @param with digests of the different ones with it
 */
public record JvmStarts(Set<String> without, Set<String> with) {

	/**
	 * Starts processes.
	 * @param number how many
	 * @return what they sent
	 */
	public static JvmStarts of(int number) {
		try (ExecutorService two = Executors.newFixedThreadPool(2)) {
			List<String[]> digests = IntStream.range(0, number)
				.mapToObj((i) -> CompletableFuture.supplyAsync(JvmStarts::start, two))
				.toList()
				.stream()
				.map(CompletableFuture::join)
				.toList();
			return new JvmStarts(digests.stream().map((pair) -> pair[0]).collect(Collectors.toSet()),
					digests.stream().map((pair) -> pair[1]).collect(Collectors.toSet()));
		}
	}

	private static String[] start() {
		try {
			Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
					PrefixBytes.class.getName())
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
				process.destroyForcibly();
				throw new IllegalStateException("A process failed");
			}
			return out.lines().toList().getLast().split(" ");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
