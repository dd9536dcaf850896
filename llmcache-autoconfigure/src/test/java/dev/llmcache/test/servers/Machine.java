package dev.llmcache.test.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the machine that runs the tests offers.
 *
 * @param environment environment variables
 * @param dockerAnswers whether Testcontainers can reach a Docker daemon
 * @param rootOnDebian whether the servers' script can install here
 */
record Machine(Map<String, String> environment, BooleanSupplier dockerAnswers, BooleanSupplier rootOnDebian) {

	static Machine current() {
		Map<String, String> environment = System.getenv();
		return new Machine(environment, () -> DockerDaemon.answers(environment), Machine::currentIsRootOnDebian);
	}

	/**
	 * Return the address of a running server of this kind, which comes before all other
	 * sources.
	 */
	Optional<String> address(ServerRecipe recipe) {
		return variable(recipe.addressVariable());
	}

	/**
	 * Return the first source that can start a server.
	 * @throws NoServerException if there is none
	 */
	ServerSource source(ServerRecipe recipe) {
		if (this.dockerAnswers.getAsBoolean()) {
			return ServerSource.CONTAINER;
		}
		if (this.rootOnDebian.getAsBoolean()) {
			return ServerSource.INSTALLATION;
		}
		String address = (address(recipe).isPresent() || recipe.addressVariable().isEmpty())
				? "this test must be able to stop its server" : recipe.addressVariable() + " is not set";
		throw new NoServerException(recipe, address + ", no Docker daemon answers, and this is not root on Debian");
	}

	/**
	 * Return the value of an environment variable that is not blank.
	 */
	Optional<String> variable(String name) {
		return Optional.ofNullable(this.environment.get(name)).filter((value) -> !value.isBlank());
	}

	private static boolean currentIsRootOnDebian() {
		try {
			return Files.isDirectory(Path.of("/etc/apt"))
					&& Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
		}
		catch (IOException | UnsupportedOperationException ex) {
			return false;
		}
	}

}
