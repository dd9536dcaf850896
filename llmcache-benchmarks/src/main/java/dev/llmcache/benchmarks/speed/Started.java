package dev.llmcache.benchmarks.speed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.llmcache.benchmarks.speed.node.StartUp;
import tools.jackson.databind.json.JsonMapper;

/**
 * Application that is started to be measured, in a process that then ends.
 *
 * @param name what its figures are called
 * @param application its main class
 * @param classPath the class path
 * @param properties Spring Boot properties, as arguments
 */
record Started(String name, Class<?> application, String classPath, List<String> properties) {

	/** As much for any machine, and much more than is needed. */
	private static final List<String> OPTIONS = List.of("-XX:+UseG1GC", "-Xms128m", "-Xmx512m",
			"--enable-native-access=ALL-UNNAMED");

	private static final List<String> QUIET = List.of("--spring.main.banner-mode=off");

	private static final int PATIENCE_SECONDS = 120;

	/**
	 * Starts it once.
	 * @return what that took
	 */
	StartUp start() {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(OPTIONS);
		command.addAll(List.of("-cp", this.classPath, this.application.getName()));
		command.addAll(QUIET);
		command.addAll(this.properties);
		try {
			Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
			String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
				throw new IllegalStateException(this.name + " failed");
			}
			return JsonMapper.shared().readValue(printed, StartUp.class);
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
