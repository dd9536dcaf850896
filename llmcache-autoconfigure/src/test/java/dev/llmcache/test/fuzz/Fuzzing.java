package dev.llmcache.test.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs Jazzer in a process of its own: a small heap, and a limit of time for each input.
 *
 * @param target name of what reads the inputs, or of all
 * @param seeds valid inputs
 * @param executions how many inputs are read
 * @param seed makes the inputs the same again
 */
public record Fuzzing(String target, List<byte[]> seeds, long executions, int seed) {

	private static final Pattern JAZZER = Pattern.compile("jazzer(-api)?-\\d.*\\.jar");

	private static final Pattern EXECUTED = Pattern.compile("^#(\\d+)\\s", Pattern.MULTILINE);

	private static final Pattern COVERED = Pattern.compile("\\bcov: (\\d+)");

	private static final Pattern FINDING = Pattern
		.compile("^== Java Exception: .*|^ERROR: libFuzzer: .*|^==\\d+== ERROR: libFuzzer: .*", Pattern.MULTILINE);

	/**
	 * Fuzzes one target.
	 * @param target the target
	 * @param executions how many inputs it is given
	 * @param seed makes them the same again
	 * @return the fuzzing
	 */
	public static Fuzzing of(FuzzTarget target, long executions, int seed) {
		return new Fuzzing(target.name(), target.seeds(), executions, seed);
	}

	/**
	 * Fuzzes all targets in one process, each input one of them.
	 * @param executions how many inputs there are
	 * @param seed makes them the same again
	 * @return the fuzzing
	 */
	public static Fuzzing ofAll(long executions, int seed) {
		List<FuzzTarget> targets = FuzzTargets.all();
		List<byte[]> seeds = new ArrayList<>();
		for (int i = 0; i < targets.size(); i++) {
			byte first = (byte) i;
			targets.get(i).seeds().forEach((bytes) -> {
				ByteArrayOutputStream chosen = new ByteArrayOutputStream();
				chosen.write(first);
				chosen.writeBytes(bytes);
				seeds.add(chosen.toByteArray());
			});
		}
		return new Fuzzing(FuzzExecution.ALL, seeds, executions, seed);
	}

	/**
	 * Runs it to its end.
	 * @param directory where seeds, log and the input of a finding are kept
	 * @param perInput how long reading one input may take
	 * @return what came of it
	 */
	public Outcome run(Path directory, Duration perInput) {
		try {
			Path corpus = Files.createDirectories(directory.resolve(this.target));
			for (int i = 0; i < this.seeds.size(); i++) {
				Files.write(corpus.resolve("seed-" + i), this.seeds.get(i));
			}
			Path log = directory.resolve(this.target + ".log");
			long start = System.nanoTime();
			Process process = new ProcessBuilder(command(corpus, perInput)).directory(directory.toFile())
				.redirectErrorStream(true)
				.redirectOutput(log.toFile())
				.start();
			int status = await(process);
			return outcome(Files.readString(log), status, Duration.ofNanos(System.nanoTime() - start));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<String> command(Path corpus, Duration perInput) {
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		String own = Stream
			.concat(Stream.of(location()),
					Stream.of(classPath.split(File.pathSeparator))
						.filter((path) -> JAZZER.matcher(Path.of(path).getFileName().toString()).matches()))
			.collect(Collectors.joining(File.pathSeparator));
		return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
				"-XX:+UseSerialGC", "-XX:+EnableDynamicAgentLoading", "--enable-native-access=ALL-UNNAMED",
				"--sun-misc-unsafe-memory-access=allow", "-D" + FuzzEntry.TARGET + "=" + this.target,
				"-D" + FuzzEntry.CLASS_PATH + "=" + classPath, "-cp", own, "com.code_intelligence.jazzer.Jazzer",
				"--target_class=" + FuzzEntry.class.getName(),
				"--instrumentation_includes=dev.llmcache.**:tools.jackson.core.**",
				// Follows every character through every pattern, at a thousand times the
				// memory
				"--disabled_hooks=com.code_intelligence.jazzer.sanitizers.RegexRoadblocks", "-runs=" + this.executions,
				"-seed=" + this.seed, "-timeout=" + perInput.toSeconds(),
				// Of the process that started this one the most is counted as well
				"-rss_limit_mb=0", "-print_final_stats=1", corpus.toString());
	}

	private static String location() {
		return Path.of(URI.create(FuzzEntry.class.getProtectionDomain().getCodeSource().getLocation().toString()))
			.toString();
	}

	private static int await(Process process) {
		try {
			return process.waitFor();
		}
		catch (InterruptedException ex) {
			process.destroyForcibly();
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static Outcome outcome(String log, int status, Duration time) {
		Matcher finding = FINDING.matcher(log);
		String found = finding.find() ? finding.group() : (status != 0) ? "exit code " + status : "";
		return new Outcome(last(EXECUTED, log), last(COVERED, log), time, found);
	}

	private static long last(Pattern pattern, String log) {
		return pattern.matcher(log).results().mapToLong((match) -> Long.parseLong(match.group(1))).max().orElse(0);
	}

	/**
	 * What came of fuzzing.
	 *
	 * @param executions how many inputs were read
	 * @param covered how much of the code they reached, in Jazzer's units
	 * @param time how long it took, the start of the process included
	 * @param finding what was found, empty if nothing was
	 */
	public record Outcome(long executions, long covered, Duration time, String finding) {

	}

}
