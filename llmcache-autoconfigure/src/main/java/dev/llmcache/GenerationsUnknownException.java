package dev.llmcache;

import java.io.Serial;

/**
 * Thrown when the server that has the generations does not answer.
 */
public final class GenerationsUnknownException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param cause what the server's client threw
	 */
	public GenerationsUnknownException(Throwable cause) {
		super("The generations of the cache's marks are not known", cause);
	}

}
