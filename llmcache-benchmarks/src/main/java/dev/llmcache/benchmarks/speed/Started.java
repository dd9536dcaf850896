package dev.llmcache.benchmarks.speed;

import java.util.List;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.speed.node.StartUp;

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
	private static final List<String> OPTIONS = List.of("-XX:+UseG1GC", "-Xms128m", "-Xmx512m");

	private static final String QUIET = "--spring.main.banner-mode=off";

	/**
	 * Starts it once.
	 * @return what that took
	 */
	StartUp start() {
		List<String> arguments = Stream.concat(Stream.of(QUIET), this.properties.stream()).toList();
		return new OwnProcess(this.application, OPTIONS, this.classPath, arguments).run(StartUp.class);
	}

}
