package dev.llmcache.identity;

import dev.llmcache.BypassReason;

/**
 * Thrown when only a thread that must not be asked could tell who makes a stream.
 */
public final class UnknownCallerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final BypassReason reason;

	UnknownCallerException(BypassReason reason) {
		super("Only the caller's thread can tell who makes this stream (%s)".formatted(reason.code()));
		this.reason = reason;
	}

	/**
	 * What is missing, then.
	 * @return the reason to stay out of the stream
	 */
	public BypassReason reason() {
		return this.reason;
	}

}
