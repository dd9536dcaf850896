package dev.llmcache.store.encryption;

import java.io.Serial;

/**
 * Thrown when a data key is there and cannot be unwrapped. What is encrypted under it is
 * left alone.
 */
public class DataKeyException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message why, without anything of the key
	 */
	public DataKeyException(String message) {
		super(message);
	}

}
