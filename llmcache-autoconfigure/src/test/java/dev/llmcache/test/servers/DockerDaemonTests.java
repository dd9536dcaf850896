package dev.llmcache.test.servers;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DockerDaemonTests {

	@TempDir
	Path folder;

	@Test
	void isNotThereWithoutSocket() {
		assertThat(listens(Map.of())).isFalse();
	}

	@Test
	void listensOnSystemSocket() throws Exception {
		try (ServerSocketChannel daemon = daemonAt("docker.sock")) {
			assertThat(daemon.isOpen()).isTrue();
			assertThat(listens(Map.of())).isTrue();
		}
	}

	@Test
	void listensInRuntimeFolder() throws Exception {
		Files.createDirectory(this.folder.resolve("run"));
		try (ServerSocketChannel daemon = daemonAt("run/docker.sock")) {
			assertThat(daemon.isOpen()).isTrue();
			assertThat(listens(Map.of("XDG_RUNTIME_DIR", this.folder.resolve("run").toString()))).isTrue();
		}
	}

	@Test
	void isNotThereBehindSocketItLeft() throws Exception {
		daemonAt("docker.sock").close();
		assertThat(this.folder.resolve("docker.sock")).exists();
		assertThat(listens(Map.of())).isFalse();
	}

	@Test
	void listensOnlyWhereConfigured() throws Exception {
		try (ServerSocketChannel daemon = daemonAt("docker.sock")) {
			assertThat(daemon.isOpen()).isTrue();
			assertThat(listens(Map.of("DOCKER_HOST", "unix://" + this.folder.resolve("other.sock")))).isFalse();
		}
	}

	@Test
	void listensOnConfiguredPort() throws Exception {
		try (ServerSocket daemon = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThat(listens(Map.of("DOCKER_HOST", "tcp://127.0.0.1:" + daemon.getLocalPort()))).isTrue();
		}
	}

	@Test
	void listensWhereSettingsOfTestcontainersName() throws Exception {
		Files.writeString(this.folder.resolve(".testcontainers.properties"),
				"docker.host=unix://" + this.folder.resolve("named.sock"));
		assertThat(listens(Map.of())).isFalse();
		try (ServerSocketChannel daemon = daemonAt("named.sock")) {
			assertThat(daemon.isOpen()).isTrue();
			assertThat(listens(Map.of())).isTrue();
		}
	}

	@Test
	void isNotNamedBySettingsOfTestcontainersOnOtherMatters() throws Exception {
		Files.writeString(this.folder.resolve(".testcontainers.properties"), "testcontainers.reuse.enable=true");
		assertThat(listens(Map.of())).isFalse();
	}

	private boolean listens(Map<String, String> environment) {
		return DockerDaemon.listens(environment, this.folder, this.folder.resolve("docker.sock"));
	}

	private ServerSocketChannel daemonAt(String socket) throws Exception {
		return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
			.bind(UnixDomainSocketAddress.of(this.folder.resolve(socket)));
	}

}
