package dev.llmcache.benchmarks.speed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import tools.jackson.databind.json.JsonMapper;

/**
 * Program that measures something in a process of its own, prints as JSON what came of
 * it, and ends.
 *
 * @param program its main class
 * @param options options of the virtual machine
 * @param classPath the class path
 * @param arguments its arguments
 */
record OwnProcess(Class<?> program, List<String> options, String classPath, List<String> arguments) {

	private static final int PATIENCE_SECONDS = 120;

	/**
	 * Runs it once.
	 * @param <T> of the result
	 * @param type of the result
	 * @return what it printed
	 */
	<T> T run(Class<T> type) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(this.options);
		command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", this.classPath, this.program.getName()));
		command.addAll(this.arguments);
		try {
			Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
			String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
				throw new IllegalStateException("%s %s failed".formatted(this.program.getSimpleName(), this.arguments));
			}
			return JsonMapper.shared().readValue(printed, type);
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
