package dev.llmcache.test.servers;

import java.util.List;

/**
 * Server that the environment gives: started and stopped by others.
 *
 * @param host host name or address
 * @param port port
 */
record ExternalServer(String host, int port) implements ServerInstance {

	@Override
	public void start() {
	}

	@Override
	public void stop() {
		throw new UnsupportedOperationException("A server given by the environment is not the test's to stop");
	}

	@Override
	public void kill() {
		stop();
	}

	@Override
	public void pause() {
		stop();
	}

	@Override
	public void resume() {
	}

	@Override
	public void checkRunning() {
	}

	@Override
	public void close() {
	}

	@Override
	public List<String> inside(String... command) {
		throw new UnsupportedOperationException("A server given by the environment is not the test's to look into");
	}

}
