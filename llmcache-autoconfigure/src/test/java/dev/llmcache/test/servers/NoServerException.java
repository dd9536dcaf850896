package dev.llmcache.test.servers;

import java.io.Serial;

/**
 * Thrown where an integration test needs a server and none can be had; the message names
 * the ways to have one.
 */
public final class NoServerException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	NoServerException(ServerRecipe recipe, String reason) {
		super(message(recipe, reason));
	}

	NoServerException(ServerRecipe recipe, String reason, Throwable cause) {
		super(message(recipe, reason), cause);
	}

	private static String message(ServerRecipe recipe, String reason) {
		return """
				No %1$s server for the integration tests: %2$s.
				Three ways to have one, the first that is there is taken:
				  1. a running server, its address in the environment variable %3$s
				  2. a Docker daemon that Testcontainers can reach, for the image %4$s
				  3. root on Debian or a container of it, where install-servers.sh installs the servers into %5$s
				See docs/testing.md.""".formatted(recipe.name(), reason, recipe.addressVariable(), recipe.image(),
				InstalledRoot.CACHE_FOLDER);
	}

}
