package dev.llmcache;

/**
 * Thrown in place of asking a back end that has failed and is not asked for a while.
 * <p>
 * Has no stack trace, since many callers may get one.
 */
public class BreakerOpenException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param backend what is not asked, one of few names
	 */
	public BreakerOpenException(String backend) {
		super("The breaker of '%s' is open".formatted(backend), null, false, false);
	}

}
