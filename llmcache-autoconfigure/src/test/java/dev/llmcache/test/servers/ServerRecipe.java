package dev.llmcache.test.servers;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How to run one kind of server.
 *
 * @param name name of the server's template folder below the installed root
 * @param addressVariable environment variable with the address of a running one; empty
 * for a kind that each test sets up in its own way
 * @param image container image
 * @param containerPort port the server listens on inside its container, or
 * {@link #HOST_NETWORK}
 * @param containerEnvironment environment of its container
 * @param containerCommand command line in its container
 * @param installedCommand command line of the installed server
 * @param stopSignal signal on which the installed server ends in good order, without
 * waiting for its clients
 */
record ServerRecipe(String name, String addressVariable, String image, int containerPort,
		Map<String, String> containerEnvironment, CommandLine containerCommand, CommandLine installedCommand,
		String stopSignal) {

	private static final Set<String> EDGE = Set.of("varnish", "nginx");

	/** Port of a container without a network of its own: the one that is free. */
	static final int HOST_NETWORK = 0;

	/** Data folder in a container. */
	static final String CONTAINER_DATA = "/data";

	/**
	 * Return the set of servers that the script installs together with this one.
	 */
	String installedSet() {
		if (readsProcesses()) {
			return "browser";
		}
		return EDGE.contains(this.name) ? "edge" : "stores";
	}

	/**
	 * Return whether the installed server does not run without {@code /proc}.
	 */
	boolean readsProcesses() {
		return this.name.equals("chromium");
	}

	/**
	 * Command line of a server, as seen inside the installed root or the container.
	 */
	interface CommandLine {

		List<String> of(int port, String dataFolder);

	}

}
