package dev.llmcache.test.servers;

import java.util.List;
import java.util.Map;

/**
 * How to run one kind of server.
 *
 * @param name name of the server's template folder below the installed root
 * @param addressVariable environment variable with the address of a running one
 * @param image container image
 * @param containerPort port the server listens on inside its container
 * @param containerEnvironment environment of its container
 * @param containerArguments arguments of its container
 * @param installedCommand command line of the installed server
 * @param stopSignal signal on which the installed server ends in good order, without
 * waiting for its clients
 */
record ServerRecipe(String name, String addressVariable, String image, int containerPort,
		Map<String, String> containerEnvironment, List<String> containerArguments, CommandLine installedCommand,
		String stopSignal) {

	/**
	 * Command line of a server, as seen inside the installed root.
	 */
	interface CommandLine {

		List<String> of(int port, String dataFolder);

	}

}
