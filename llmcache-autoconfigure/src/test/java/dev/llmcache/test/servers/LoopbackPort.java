package dev.llmcache.test.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/**
 * Free ports of the loopback interface.
 */
final class LoopbackPort {

	// Below the range that systems give to outgoing connections, so that the port is
	// still free when a stopped server starts on it again
	private static final int FIRST = 20000;

	private static final int LAST = 32000;

	private LoopbackPort() {
	}

	static int free() {
		RandomGenerator random = RandomGenerator.getDefault();
		int port = random.nextInt(FIRST, LAST);
		while (!isFree(port)) {
			port = random.nextInt(FIRST, LAST);
		}
		return port;
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
