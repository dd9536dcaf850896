package dev.llmcache.store.observed;

/**
 * Stands for what a back end threw, whose message and causes may quote what was stored.
 */
final class FailedOperation extends RuntimeException {

	private static final long serialVersionUID = 1L;

	FailedOperation(String type) {
		super(type, null, false, false);
	}

}
