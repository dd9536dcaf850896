package dev.llmcache;

import java.io.Serial;

/**
 * Thrown when an invalidation could not be written to the server that all instances read
 * it from. It is tried again in the background until it succeeds.
 */
public final class InvalidationFailedException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient InvalidationReceipt receipt;

	InvalidationFailedException(InvalidationReceipt receipt, Throwable cause) {
		super("Not yet invalidated on other instances: " + receipt.pending()
				+ ". This instance serves nothing of it any more, and tries again in the background", cause);
		this.receipt = receipt;
	}

	public InvalidationReceipt receipt() {
		return this.receipt;
	}

}
