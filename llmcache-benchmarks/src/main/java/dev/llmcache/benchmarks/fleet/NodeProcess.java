package dev.llmcache.benchmarks.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.llmcache.benchmarks.fleet.node.Ask;
import dev.llmcache.benchmarks.fleet.node.FleetNode;
import dev.llmcache.benchmarks.fleet.node.Invalidated;
import dev.llmcache.benchmarks.fleet.node.Reply;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

/**
 * A node, in a process of its own that does not outlive this one.
 */
final class NodeProcess implements AutoCloseable {

	private static final Pattern LISTENING = Pattern.compile(FleetNode.LISTENING + "(\\d+)\\R");

	private static final Duration START_TIMEOUT = Duration.ofMinutes(1);

	private static final Duration PATIENCE = Duration.ofSeconds(100);

	private static final JsonMapper JSON = JsonMapper.shared();

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final int number;

	private final Process process;

	private final Path log;

	private volatile int port;

	private NodeProcess(int number, Process process, Path log) {
		this.number = number;
		this.process = process;
		this.log = log;
	}

	/**
	 * Starts a node.
	 * @param number which of the nodes it is
	 * @param logs directory for what it prints
	 * @param properties Spring Boot properties
	 * @return the node, which is yet to get ready
	 */
	static NodeProcess start(int number, Path logs, Map<String, String> properties) {
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC",
				"-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-Dsun.net.httpserver.nodelay=true",
				"-cp", System.getProperty("java.class.path"), FleetNode.class.getName()));
		properties.forEach((name, value) -> command.add("--" + name + "=" + value));
		try {
			Path log = Files.createTempFile(logs, "node-" + number + "-", ".log");
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(log.toFile())
				.start();
			return new NodeProcess(number, process, log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int number() {
		return this.number;
	}

	/**
	 * Has the node ask, and waits for its replies.
	 */
	List<Reply> ask(Ask ask) {
		return List.of(JSON.readValue(post("/ask", JSON.writeValueAsBytes(ask)), Reply[].class));
	}

	/**
	 * Has the node invalidate a tag.
	 */
	Invalidated invalidate(String tag) {
		return JSON.readValue(post("/invalidate", tag.getBytes(StandardCharsets.UTF_8)), Invalidated.class);
	}

	private byte[] post(String path, byte[] body) {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.timeout(PATIENCE)
			.POST(BodyPublishers.ofByteArray(body))
			.build();
		try {
			HttpResponse<byte[]> response = this.http.send(request, BodyHandlers.ofByteArray());
			if (response.statusCode() != 200) {
				throw new IllegalStateException("Node %d failed, see %s".formatted(this.number, this.log));
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
	 * Waits until the node can be told what to do.
	 */
	void awaitReady() {
		String said = Awaitility.await()
			.atMost(START_TIMEOUT)
			.pollInterval(Duration.ofMillis(50))
			.failFast("Node %d has ended, see %s".formatted(this.number, this.log), () -> !this.process.isAlive())
			.until(() -> Files.readString(this.log), (log) -> LISTENING.matcher(log).find());
		Matcher listening = LISTENING.matcher(said);
		this.port = listening.find() ? Integer.parseInt(listening.group(1)) : 0;
	}

	/**
	 * Ends the node by a signal that it cannot catch.
	 */
	void kill() {
		this.process.destroyForcibly();
		try {
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				throw new IllegalStateException("Node %d does not end".formatted(this.number));
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
