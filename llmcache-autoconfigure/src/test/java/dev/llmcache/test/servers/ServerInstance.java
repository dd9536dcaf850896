package dev.llmcache.test.servers;

import java.util.List;

/**
 * One server, wherever it runs; keeps its address and its data until it is closed.
 */
sealed interface ServerInstance extends AutoCloseable permits ExternalServer, ContainerServer, InstalledServer {

	String host();

	int port();

	/**
	 * Start the server, without waiting until it answers.
	 */
	void start();

	/**
	 * End the server in good order and wait until it has ended.
	 */
	void stop();

	/**
	 * End the server as a crash would and wait until it has ended.
	 */
	void kill();

	/**
	 * Keep the server from running, without ending it or what is connected to it.
	 */
	void pause();

	/**
	 * Let the paused server run on.
	 */
	void resume();

	/**
	 * Fail, with what the server logged last, if it has ended by itself.
	 */
	void checkRunning();

	/**
	 * Return the command line that runs a program where the server's files are.
	 */
	List<String> inside(String... command);

	@Override
	void close();

}
