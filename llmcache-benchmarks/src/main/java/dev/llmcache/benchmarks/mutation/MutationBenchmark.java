package dev.llmcache.benchmarks.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import dev.llmcache.benchmarks.Benchmark;
import dev.llmcache.benchmarks.Figures;

/**
 * Has PIT change the packages that keep answers apart, and counts which changes their
 * tests notice. Arguments go to Maven.
 */
public final class MutationBenchmark implements Benchmark {

	private static final double LEAST_KILLED_PERCENT = 85;

	private static final Pattern MUTATION = Pattern.compile(
			"<mutation detected='(true|false)'.*?<mutatedClass>dev\\.llmcache\\.([\\w.]+)\\.[\\w$]+</mutatedClass>");

	@Override
	public void run(List<String> arguments, Figures figures) {
		Path root = root();
		maven(root, arguments);
		report(read(root.resolve("llmcache-autoconfigure/target/pit-reports/mutations.xml")),
				figures.startingWith("mutation-"));
	}

	private static void maven(Path root, List<String> arguments) {
		List<String> command = new ArrayList<>(List.of(root.resolve("mvnw").toString(), "-Pmutation", "-pl",
				"llmcache-autoconfigure", "process-test-classes"));
		command.addAll(arguments);
		try {
			ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
			// PIT knows of no toolchains, and Maven's own Java may be too old
			builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
			Process process = builder.start();
			process.getOutputStream().close();
			// What it prints is for people
			process.getInputStream().transferTo(System.err);
			if (process.waitFor() != 0) {
				throw new IllegalStateException("PIT did not run");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	static void report(String mutations, Figures figures) {
		Map<String, int[]> byPackage = new TreeMap<>();
		for (MatchResult mutation : MUTATION.matcher(mutations).results().toList()) {
			int[] counts = byPackage.computeIfAbsent(mutation.group(2), (name) -> new int[2]);
			counts[0]++;
			counts[1] += mutation.group(1).equals("true") ? 1 : 0;
		}
		int all = byPackage.values().stream().mapToInt((counts) -> counts[0]).sum();
		int killed = byPackage.values().stream().mapToInt((counts) -> counts[1]).sum();
		byPackage.forEach((name, counts) -> {
			Figures own = figures.startingWith(name.replace('.', '-') + "-");
			own.report("mutations", counts[0]);
			own.atLeast("killed-percent", 100.0 * counts[1] / counts[0], LEAST_KILLED_PERCENT);
		});
		figures.report("mutations", all);
		figures.atLeast("killed-percent", 100.0 * killed / Math.max(1, all), LEAST_KILLED_PERCENT);
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The folder above that of the module whose {@code target/classes} this is in. */
	private static Path root() {
		return Path
			.of(URI.create(MutationBenchmark.class.getProtectionDomain().getCodeSource().getLocation().toString()))
			.resolve("../../..")
			.normalize();
	}

}
