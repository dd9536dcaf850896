package dev.llmcache;

import java.time.Duration;

/**
 * Thrown when a layer did not answer in time.
 */
public class DeadlineExceededException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	DeadlineExceededException(Duration deadline) {
		super("No answer within %d ms".formatted(deadline.toMillis()));
	}

}
