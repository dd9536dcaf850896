package dev.llmcache.test.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * Server out of the installed root, run by a script that ends it however this JVM ends.
 */
final class InstalledServer implements ServerInstance {

	private static final int END_TIMEOUT_S = 30;

	private static final Set<InstalledServer> OPEN = ConcurrentHashMap.newKeySet();

	static {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(InstalledServer::close)));
	}

	private final ServerRecipe recipe;

	private final InstalledRoot root;

	private final Path home;

	private final int port = LoopbackPort.free();

	private @Nullable Running running;

	InstalledServer(ServerRecipe recipe, InstalledRoot root) {
		this.recipe = recipe;
		this.root = root;
		try {
			this.home = Files.createTempDirectory(root.folder().resolve("tmp"), recipe.name() + "-");
			Files.setPosixFilePermissions(this.home, PosixFilePermissions.fromString("rwxr-xr-x"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String host() {
		return InetAddress.getLoopbackAddress().getHostAddress();
	}

	@Override
	public int port() {
		return this.port;
	}

	@Override
	public void start() {
		Path template = this.root.template(this.recipe);
		String dataFolder = "/tmp/" + this.home.getFileName() + "/data";
		List<String> command = Stream
			.of(List.of(this.home.toString(), template.toString(), this.recipe.stopSignal()),
					this.root.chrootAsOwnerOf(template), this.recipe.installedCommand().of(this.port, dataFolder))
			.flatMap(List::stream)
			.toList();
		OPEN.add(this);
		this.running = Running.start(command);
	}

	@Override
	public void stop() {
		if (this.running != null) {
			this.running.signal(this.recipe.stopSignal());
			this.running.awaitEnd();
		}
	}

	@Override
	public void kill() {
		if (this.running != null) {
			this.running.kill();
			this.running.awaitEnd();
		}
	}

	@Override
	public void checkRunning() {
		if (this.running == null || !this.running.script().isAlive()) {
			throw new IllegalStateException("The server has ended:\n" + log());
		}
	}

	@Override
	public void close() {
		try {
			if (this.running != null) {
				this.running.closeInput();
				this.running.awaitEnd();
			}
			FileSystemUtils.deleteRecursively(this.home);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		OPEN.remove(this);
	}

	private String log() {
		try {
			return Files.readString(this.home.resolve("server.log"));
		}
		catch (IOException ex) {
			return "(no log)";
		}
	}

	/**
	 * The script, and the server below it.
	 */
	private record Running(Process script, ProcessHandle server) {

		static Running start(List<String> command) {
			try {
				Process script = Script.RUN_SERVER.with(command).start();
				String pid = script.inputReader().readLine();
				return new Running(script, (pid == null) ? script.toHandle()
						: ProcessHandle.of(Long.parseLong(pid)).orElseGet(script::toHandle));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		void signal(String name) {
			if (this.server.isAlive()) {
				try {
					String pid = String.valueOf(this.server.pid());
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
		 * Kill the children too: PostgreSQL's are sessions of their own.
		 */
		void kill() {
			List<ProcessHandle> children = this.server.descendants().toList();
			this.server.destroyForcibly();
			children.forEach(ProcessHandle::destroyForcibly);
		}

		void closeInput() throws IOException {
			this.script.getOutputStream().close();
		}

		void awaitEnd() {
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

}
