package dev.llmcache.test.servers;

import java.util.List;
import java.util.stream.Stream;

import com.github.dockerjava.api.DockerClient;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Server in a container.
 * <p>
 * Its port is fixed and the container is kept while the server is stopped, because
 * Testcontainers by itself would start another container, on another port, without the
 * data.
 */
final class ContainerServer implements ServerInstance {

	private static final int STOP_TIMEOUT_S = 30;

	private final GenericContainer<?> container;

	private final int port = LoopbackPort.free();

	ContainerServer(ServerRecipe recipe) {
		this.container = new GenericContainer<>(DockerImageName.parse(recipe.image()))
			.withEnv(recipe.containerEnvironment());
		int inside = (recipe.containerPort() == ServerRecipe.HOST_NETWORK) ? this.port : recipe.containerPort();
		List<String> command = recipe.containerCommand().of(inside, ServerRecipe.CONTAINER_DATA);
		this.container.setCommand(command.toArray(String[]::new));
		if (recipe.containerPort() == ServerRecipe.HOST_NETWORK) {
			this.container.setNetworkMode("host");
		}
		else {
			this.container.setExposedPorts(List.of(inside));
			this.container.setPortBindings(List.of(bindAddress() + this.port + ":" + inside));
		}
	}

	private String bindAddress() {
		return "localhost".equals(host()) ? "127.0.0.1:" : "";
	}

	@Override
	public String host() {
		return DockerClientFactory.instance().dockerHostIpAddress();
	}

	@Override
	public int port() {
		return this.port;
	}

	@Override
	public void start() {
		if (this.container.getContainerId() == null) {
			this.container.start();
		}
		else {
			docker().startContainerCmd(this.container.getContainerId()).exec();
		}
	}

	@Override
	public void stop() {
		docker().stopContainerCmd(this.container.getContainerId()).withTimeout(STOP_TIMEOUT_S).exec();
	}

	@Override
	public void kill() {
		docker().killContainerCmd(this.container.getContainerId()).exec();
	}

	@Override
	public void pause() {
		docker().pauseContainerCmd(this.container.getContainerId()).exec();
	}

	@Override
	public void resume() {
		docker().unpauseContainerCmd(this.container.getContainerId()).exec();
	}

	@Override
	public void checkRunning() {
		if (!this.container.isRunning()) {
			throw new IllegalStateException("The container has ended:\n" + this.container.getLogs());
		}
	}

	@Override
	public void close() {
		this.container.stop();
	}

	@Override
	public List<String> inside(String... command) {
		return Stream.concat(Stream.of("docker", "exec", this.container.getContainerId()), Stream.of(command)).toList();
	}

	private static DockerClient docker() {
		return DockerClientFactory.instance().client();
	}

}
