package dev.llmcache.advisor;

import java.io.Serial;

/**
 * Thrown when the model asks in the background for a tool that is not declared
 * idempotent.
 */
final class UndeclaredToolException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	UndeclaredToolException() {
		super("The model asked for a tool that is not declared idempotent");
	}

}
