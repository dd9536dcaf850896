package dev.llmcache.test.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folder to chroot into, in which the script installs the servers.
 *
 * @param folder the folder
 */
record InstalledRoot(Path folder) {

	/** The cache folder, as a shell would write it. */
	static final String CACHE_FOLDER = "${XDG_CACHE_HOME:-$HOME/.cache}/llmcache/servers";

	private static final String MOUNT_PROC_AND_RUN = "mount -t proc proc \"$0/proc\" && exec \"$@\"";

	/**
	 * Return the root of a set of servers, after installing it if this machine has none.
	 * @throws IllegalStateException if it cannot be installed
	 */
	static InstalledRoot install(String set) {
		ProcessBuilder command = Script.INSTALL_SERVERS.with(List.of(cacheFolder().toString(), set));
		try {
			Process process = command.start();
			process.getOutputStream().close();
			String last = forwardErrors(process);
			String folder = process.inputReader().readLine();
			if (process.waitFor() != 0 || folder == null) {
				throw new IllegalStateException(last);
			}
			return new InstalledRoot(Path.of(folder));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the servers were being installed", ex);
		}
	}

	private static Path cacheFolder() {
		String cache = System.getenv("XDG_CACHE_HOME");
		Path base = (cache == null || cache.isBlank()) ? Path.of(System.getProperty("user.home"), ".cache")
				: Path.of(cache);
		return base.resolve("llmcache/servers").toAbsolutePath();
	}

	private static String forwardErrors(Process process) throws IOException {
		BufferedReader errors = process.errorReader();
		String last = "install-servers.sh failed";
		for (String line = errors.readLine(); line != null; line = errors.readLine()) {
			System.err.println(line);
			last = line;
		}
		return last;
	}

	/**
	 * Return the folder whose copies are the first data of servers of this kind.
	 */
	Path template(ServerRecipe recipe) {
		return this.folder.resolve("var/lib/llmcache").resolve(recipe.name());
	}

	/**
	 * Return what runs a server inside the root, as the owner of its template. What it
	 * mounts is seen by that server alone, and is gone with it.
	 */
	List<String> entering(ServerRecipe recipe) {
		List<String> chroot = chrootAsOwnerOf(template(recipe));
		if (!recipe.readsProcesses()) {
			return chroot;
		}
		return Stream
			.concat(Stream.of("unshare", "--mount", "sh", "-c", MOUNT_PROC_AND_RUN, this.folder.toString()),
					chroot.stream())
			.toList();
	}

	/**
	 * Return what runs a command inside the root, as the owner of a folder.
	 */
	List<String> chrootAsOwnerOf(Path folder) {
		try {
			String owner = "+" + Files.getAttribute(folder, "unix:uid") + ":+" + Files.getAttribute(folder, "unix:gid");
			return List.of("chroot", "--userspec=" + owner, "--groups=", this.folder.toString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
