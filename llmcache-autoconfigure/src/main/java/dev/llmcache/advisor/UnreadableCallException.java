package dev.llmcache.advisor;

/**
 * Thrown when a call holds a value that cannot be compared with that of another call.
 */
class UnreadableCallException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UnreadableCallException(String part) {
		super("Cannot compare the call's " + part + " with another's");
	}

	UnreadableCallException(String part, Throwable cause) {
		super("Cannot compare the call's %s with another's (%s)".formatted(part, cause.getClass().getSimpleName()));
	}

}
