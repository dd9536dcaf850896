package dev.llmcache.transfer;

/**
 * Thrown for a line that no entry can be made of. It never quotes the line.
 */
final class InvalidLineException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String reason;

	InvalidLineException(String reason) {
		super(reason, null, false, false);
		this.reason = reason;
	}

	String reason() {
		return this.reason;
	}

}
