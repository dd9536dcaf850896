package dev.llmcache.test.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the script looks after a server, here {@code sleep}.
 */
class RunServerScriptTests {

	@TempDir
	Path folder;

	Path home = Path.of("");

	@BeforeEach
	void createHomeAndTemplate() throws IOException {
		this.home = Files.createDirectory(this.folder.resolve("home"));
		Files.writeString(Files.createDirectory(this.folder.resolve("template")).resolve("file"), "first");
	}

	@Test
	void startsOnCopyOfTemplate() throws Exception {
		Process script = run();
		server(script);
		assertThat(this.home.resolve("data/file")).hasContent("first");
		end(script);
	}

	@Test
	void endsServerAndRemovesItsDataWhenInputCloses() throws Exception {
		Process script = run();
		ProcessHandle server = server(script);
		end(script);
		assertThat(server.isAlive()).isFalse();
		assertThat(this.home).doesNotExist();
	}

	@Test
	void killsServerThatIgnoresTheSignal() throws Exception {
		Process script = run("sh", "-c", "trap '' TERM; while :; do sleep 1; done");
		ProcessHandle server = server(script);
		end(script);
		assertThat(server.isAlive()).isFalse();
		assertThat(this.home).doesNotExist();
	}

	@Test
	void keepsDataOfServerThatEnded() throws Exception {
		Process script = run();
		ProcessHandle server = server(script);
		Files.writeString(this.home.resolve("data/file"), "second");
		server.destroyForcibly();
		assertThat(script.waitFor(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.home.resolve("data/file")).hasContent("second");

		Process again = run();
		server(again);
		assertThat(this.home.resolve("data/file")).hasContent("second");
		end(again);
	}

	@Test
	void logsWhatServerSays() throws Exception {
		Process script = run("sh", "-c", "echo out; echo err >&2");
		assertThat(script.waitFor(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.home.resolve("server.log")).hasContent("out\nerr");
	}

	private Process run() throws IOException {
		return run("sleep", "60");
	}

	private Process run(String... command) throws IOException {
		return Script.RUN_SERVER
			.with(Stream.concat(Stream.of(this.home.toString(), this.folder.resolve("template").toString(), "TERM"),
					Stream.of(command))
				.toList())
			.start();
	}

	private static ProcessHandle server(Process script) throws IOException {
		return ProcessHandle.of(Long.parseLong(script.inputReader().readLine())).orElseThrow();
	}

	private static void end(Process script) throws Exception {
		script.getOutputStream().close();
		assertThat(script.waitFor(10, TimeUnit.SECONDS)).isTrue();
	}

}
