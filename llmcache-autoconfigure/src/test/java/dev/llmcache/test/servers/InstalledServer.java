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
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * Server out of the installed root, run by a script that ends it however this JVM ends.
 */
final class InstalledServer implements ServerInstance {

	private static final Set<InstalledServer> OPEN = ConcurrentHashMap.newKeySet();

	static {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(InstalledServer::close)));
	}

	private final ServerRecipe recipe;

	private final InstalledRoot root;

	private final Path home;

	private final int port = LoopbackPort.free();

	private @Nullable ServerProcess process;

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
		List<String> command = Stream
			.of(List.of(this.home.toString(), template.toString(), this.recipe.stopSignal()),
					this.root.entering(this.recipe), this.recipe.installedCommand().of(this.port, dataFolder()))
			.flatMap(List::stream)
			.toList();
		OPEN.add(this);
		this.process = ServerProcess.start(command);
	}

	@Override
	public void stop() {
		if (this.process != null) {
			this.process.stop(this.recipe.stopSignal());
		}
	}

	@Override
	public void kill() {
		if (this.process != null) {
			this.process.kill();
		}
	}

	@Override
	public void pause() {
		if (this.process != null) {
			this.process.signalAll("STOP");
		}
	}

	@Override
	public void resume() {
		if (this.process != null) {
			this.process.signalAll("CONT");
		}
	}

	@Override
	public void checkRunning() {
		if (this.process == null || !this.process.isAlive()) {
			throw new IllegalStateException("The server has ended:\n" + log());
		}
	}

	@Override
	public void close() {
		try {
			if (this.process != null) {
				resume();
				this.process.abandon();
			}
			FileSystemUtils.deleteRecursively(this.home);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		OPEN.remove(this);
	}

	@Override
	public List<String> inside(String... command) {
		return Stream.concat(this.root.chrootAsOwnerOf(this.root.template(this.recipe)).stream(), Stream.of(command))
			.map((part) -> part.replace(ServerRecipe.CONTAINER_DATA, dataFolder()))
			.toList();
	}

	private String dataFolder() {
		return "/tmp/" + this.home.getFileName() + "/data";
	}

	private String log() {
		try {
			return Files.readString(this.home.resolve("server.log"));
		}
		catch (IOException ex) {
			return "(no log)";
		}
	}

}
