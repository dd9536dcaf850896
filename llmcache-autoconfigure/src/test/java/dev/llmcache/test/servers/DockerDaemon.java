package dev.llmcache.test.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import org.testcontainers.DockerClientFactory;

/**
 * The Docker daemon that Testcontainers would use.
 * <p>
 * Asking Testcontainers where there is no daemon takes seconds and logs errors, so a look
 * at the places where a daemon listens comes first.
 */
final class DockerDaemon {

	private static final int CONNECT_TIMEOUT_MS = 1000;

	private DockerDaemon() {
	}

	static boolean answers(Map<String, String> environment) {
		return listens(environment, Path.of(System.getProperty("user.home")), Path.of("/var/run/docker.sock"))
				&& DockerClientFactory.instance().isDockerAvailable();
	}

	/**
	 * Return whether something listens where a Docker daemon would.
	 */
	static boolean listens(Map<String, String> environment, Path home, Path systemSocket) {
		String configured = environment.get("DOCKER_HOST");
		if (configured != null && !configured.isBlank()) {
			return listens(URI.create(configured));
		}
		Path runtimeFolder = Path.of(environment.getOrDefault("XDG_RUNTIME_DIR", home.resolve(".docker").toString()));
		return Files.exists(home.resolve(".testcontainers.properties"))
				|| Stream
					.of(systemSocket, runtimeFolder.resolve("docker.sock"), home.resolve(".docker/run/docker.sock"),
							home.resolve(".docker/desktop/docker.sock"), Path.of("\\\\.\\pipe\\docker_engine"))
					.anyMatch(DockerDaemon::listens);
	}

	private static boolean listens(URI address) {
		return switch (address.getScheme()) {
			case "unix" -> listens(Path.of(address.getPath()));
			case "tcp", "http", "https" -> listens(new InetSocketAddress(address.getHost(), address.getPort()));
			default -> true;
		};
	}

	private static boolean listens(Path socket) {
		if (socket.toString().startsWith("\\\\.\\pipe")) {
			return Files.exists(socket);
		}
		try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
			return channel.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static boolean listens(InetSocketAddress address) {
		try (Socket socket = new Socket()) {
			socket.connect(address, CONNECT_TIMEOUT_MS);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
