package dev.llmcache.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

/**
 * An application in a process of its own, which is told over HTTP what to do, and does
 * not outlive this process.
 */
public final class ApplicationProcess implements AutoCloseable {

	/**
	 * Said by the application once it can be told what to do, before the port. It is to
	 * end when its standard input does.
	 */
	public static final String LISTENING = "Listening on port ";

	private static final Pattern PORT = Pattern.compile(LISTENING + "(\\d+)\\R");

	private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

	private static final Duration PATIENCE = Duration.ofSeconds(100);

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final String name;

	private final Process process;

	private final Path log;

	private volatile int port;

	private ApplicationProcess(String name, Process process, Path log) {
		this.name = name;
		this.process = process;
		this.log = log;
	}

	/**
	 * Starts an application.
	 * @param name what it is called
	 * @param application its main class
	 * @param options options of the virtual machine
	 * @param logs directory for what it prints
	 * @param properties Spring Boot properties
	 * @return the application, which is yet to get ready
	 */
	public static ApplicationProcess start(String name, Class<?> application, List<String> options, Path logs,
			Map<String, String> properties) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Dsun.net.httpserver.nodelay=true", "-cp",
				System.getProperty("java.class.path"), application.getName()));
		properties.forEach((property, value) -> command.add("--" + property + "=" + value));
		try {
			Path log = Files.createTempFile(Files.createDirectories(logs), name + "-", ".log");
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(log.toFile())
				.start();
			return new ApplicationProcess(name, process, log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Waits until the application can be told what to do.
	 */
	public void awaitReady() {
		String said = Awaitility.await()
			.atMost(START_TIMEOUT)
			.pollInterval(Duration.ofMillis(50))
			.failFast("%s has ended, see %s".formatted(this.name, this.log), () -> !this.process.isAlive())
			.until(() -> Files.readString(this.log), (log) -> PORT.matcher(log).find());
		Matcher listening = PORT.matcher(said);
		this.port = listening.find() ? Integer.parseInt(listening.group(1)) : 0;
	}

	/**
	 * Tells the application what to do, and waits for its reply.
	 * @param path where
	 * @param body what
	 * @return the reply
	 */
	public byte[] post(String path, byte[] body) {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.timeout(PATIENCE)
			.POST(BodyPublishers.ofByteArray(body))
			.build();
		try {
			HttpResponse<byte[]> response = this.http.send(request, BodyHandlers.ofByteArray());
			if (response.statusCode() != 200) {
				throw new IllegalStateException("%s failed, see %s".formatted(this.name, this.log));
			}
			return response.body();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Process id.
	 * @return the id, by which the operating system knows it
	 */
	public long pid() {
		return this.process.pid();
	}

	/**
	 * Ends the application by a signal that it cannot catch.
	 */
	public void kill() {
		this.process.destroyForcibly();
		try {
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				throw new IllegalStateException(this.name + " does not end");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		kill();
		this.http.close();
	}

}
