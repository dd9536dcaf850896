package dev.llmcache.test.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.awaitility.Awaitility;

/**
 * Run of an installed server: the script that watches over it, and the server below.
 *
 * @param script the script, which ends with the server
 * @param server the server, known once its data are there
 */
record ServerProcess(Process script, Supplier<ProcessHandle> server) {

	private static final int END_TIMEOUT_S = 30;

	static ServerProcess start(List<String> arguments) {
		try {
			Process script = Script.RUN_SERVER.with(arguments).start();
			return new ServerProcess(script, new Once<>(() -> serverBelow(script)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static ProcessHandle serverBelow(Process script) {
		try {
			String pid = script.inputReader().readLine();
			return (pid == null) ? script.toHandle()
					: ProcessHandle.of(Long.parseLong(pid)).orElseGet(script::toHandle);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	boolean isAlive() {
		return this.script.isAlive();
	}

	/**
	 * End the server by a signal.
	 */
	void stop(String signal) {
		signal(signal, this.server.get());
		awaitEnd();
	}

	/**
	 * Send the server and its children a signal, unless it has ended: PostgreSQL has a
	 * process for each connection.
	 */
	void signalAll(String name) {
		ProcessHandle server = this.server.get();
		List<ProcessHandle> children = server.descendants().toList();
		signal(name, server);
		children.forEach((child) -> signal(name, child));
	}

	private static void signal(String name, ProcessHandle process) {
		if (process.isAlive()) {
			try {
				String pid = String.valueOf(process.pid());
				new ProcessBuilder("sh", "-c", "kill \"-$0\" \"$1\"", name, pid).start().waitFor();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * End the server at once, and its children: while one of PostgreSQL's outlives its
	 * parent, another PostgreSQL would refuse to start on the same data.
	 */
	void kill() {
		ProcessHandle server = this.server.get();
		List<ProcessHandle> children = server.descendants().toList();
		server.destroyForcibly();
		children.forEach(ProcessHandle::destroyForcibly);
		awaitEnd();
		Awaitility.await()
			.pollInterval(Duration.ofMillis(5))
			.until(() -> children.stream().noneMatch(ServerProcess::runs));
	}

	/**
	 * Return whether a process still runs. A handle says so too of one that has ended but
	 * that nobody has asked for its result, which in a container may be for ever.
	 */
	private static boolean runs(ProcessHandle process) {
		try {
			String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
			return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Leave it to the script to end the server and to remove its data, as it does when
	 * this JVM dies.
	 */
	void abandon() {
		try {
			this.script.getOutputStream().close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		awaitEnd();
	}

	private void awaitEnd() {
		try {
			if (!this.script.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS)) {
				throw new IllegalStateException("The server has not ended in " + END_TIMEOUT_S + " s");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
