package dev.llmcache.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample in a process of its own, on a free port.
 */
final class SampleProcess implements AutoCloseable {

	private static final Pattern STARTED = Pattern
		.compile("Tomcat started on port (\\d+)[\\s\\S]*Started SampleApplication");

	private final Process process;

	private final Path log;

	private final int port;

	private SampleProcess(Process process, Path log) {
		this.process = process;
		this.log = log;
		this.port = awaitPort();
	}

	static SampleProcess start(Path directory, String... arguments) throws IOException {
		Path log = Files.createTempFile(directory, "sample", ".log");
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
						"--enable-native-access=ALL-UNNAMED", "-cp",
						System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
						SampleApplication.class.getName(), "--server.port=0"));
		command.addAll(List.of(arguments));
		return new SampleProcess(
				new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
	}

	SupportDeskClient client(String tenant) {
		return new SupportDeskClient(this.port, tenant);
	}

	String log() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	void kill() throws InterruptedException {
		this.process.destroyForcibly();
		assertThat(this.process.waitFor(10, TimeUnit.SECONDS)).isTrue();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

	private int awaitPort() {
		Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.failFast(() -> assertThat(this.process.isAlive()).as(this::log).isTrue())
			.until(() -> STARTED.matcher(log()).find());
		MatchResult started = STARTED.matcher(log()).results().findFirst().orElseThrow();
		return Integer.parseInt(started.group(1));
	}

}
