package dev.llmcache.test.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Commands that Redis and its sentinels take as lines of text, over a bare socket, so
 * that tests need no client for it.
 */
final class InlineCommands {

	private static final int TIMEOUT_MS = 2000;

	private InlineCommands() {
	}

	/**
	 * Ask a server.
	 * @param command the command and its arguments, separated by blanks
	 * @param last what the server closes the connection after
	 * @return the replies as the server writes them, empty if there is none
	 */
	static String ask(String host, int port, String command, String last) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(host, port), TIMEOUT_MS);
			socket.setSoTimeout(TIMEOUT_MS);
			socket.getOutputStream().write((command + "\r\n" + last + "\r\n").getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
		}
		catch (IOException ex) {
			return "";
		}
	}

}
