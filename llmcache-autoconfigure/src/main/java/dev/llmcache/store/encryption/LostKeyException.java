package dev.llmcache.store.encryption;

import java.io.Serial;

/**
 * Thrown when the master key is gone that a data key was wrapped under.
 */
final class LostKeyException extends DataKeyException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final byte[] wrapped;

	LostKeyException(byte[] wrapped) {
		super("The version of the master key that a data key was wrapped under is gone");
		this.wrapped = wrapped;
	}

	byte[] wrapped() {
		return this.wrapped;
	}

}
