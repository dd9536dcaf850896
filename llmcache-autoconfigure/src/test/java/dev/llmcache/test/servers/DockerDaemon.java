package dev.llmcache.test.servers;

import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;

/**
 * The Docker daemon that Testcontainers would use.
 * <p>
 * Asking Testcontainers where there is no daemon takes seconds and logs errors, so a look
 * at the places where a daemon listens comes first.
 */
final class DockerDaemon {

	private static final int CONNECT_TIMEOUT_MS = 1000;

	private static final String WINDOWS_PIPE = "\\\\.\\pipe\\docker_engine";

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
		return Stream.of(environment.get("DOCKER_HOST"), hostOfTestcontainers(home))
			.filter((host) -> host != null && !host.isBlank())
			.findFirst()
			.map((host) -> listens(URI.create(host)))
			.orElseGet(() -> sockets(environment, home, systemSocket).anyMatch(DockerDaemon::listens));
	}

	private static @Nullable String hostOfTestcontainers(Path home) {
		Properties settings = new Properties();
		try (Reader reader = Files.newBufferedReader(home.resolve(".testcontainers.properties"))) {
			settings.load(reader);
		}
		catch (IOException ex) {
			return null;
		}
		return settings.getProperty("docker.host");
	}

	private static Stream<Path> sockets(Map<String, String> environment, Path home, Path systemSocket) {
		Stream<Path> common = Stream.of(systemSocket, home.resolve(".docker/run/docker.sock"),
				home.resolve(".docker/desktop/docker.sock"), Path.of(WINDOWS_PIPE));
		String runtimeFolder = environment.get("XDG_RUNTIME_DIR");
		return (runtimeFolder == null) ? common
				: Stream.concat(common, Stream.of(Path.of(runtimeFolder, "docker.sock")));
	}

	private static boolean listens(URI address) {
		return switch (address.getScheme()) {
			case "unix" -> listens(Path.of(address.getPath()));
			case "tcp", "http", "https" -> listens(new InetSocketAddress(address.getHost(), address.getPort()));
			default -> true;
		};
	}

	private static boolean listens(Path socket) {
		if (socket.equals(Path.of(WINDOWS_PIPE))) {
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
