package dev.llmcache.test.servers;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Ways to start a server for the integration tests.
 */
enum ServerSource {

	/** A container, by Testcontainers. */
	CONTAINER,

	/** The servers that the script installs into the cache folder. */
	INSTALLATION;

	// Remembered for the JVM, its failure too: no test class starts the same download
	// anew
	private static final Map<String, Supplier<InstalledRoot>> ROOTS = new ConcurrentHashMap<>();

	/**
	 * Start a server.
	 * @throws NoServerException if it cannot be started
	 */
	ServerInstance start(ServerRecipe recipe) {
		try {
			ServerInstance instance = switch (this) {
				case CONTAINER -> new ContainerServer(recipe);
				case INSTALLATION -> new InstalledServer(recipe, root(recipe.installedSet()));
			};
			instance.start();
			return instance;
		}
		catch (RuntimeException ex) {
			throw new NoServerException(recipe, (this == CONTAINER) ? "its container could not be started"
					: "it could not be installed (" + ex.getMessage() + ")", ex);
		}
	}

	private static InstalledRoot root(String set) {
		return ROOTS.computeIfAbsent(set, (name) -> new Once<>(() -> InstalledRoot.install(name))).get();
	}

}
