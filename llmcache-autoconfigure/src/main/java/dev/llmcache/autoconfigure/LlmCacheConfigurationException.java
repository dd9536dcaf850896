package dev.llmcache.autoconfigure;

import dev.llmcache.store.lucene.UnusableDirectoryException;

/**
 * Thrown at start when the configuration cannot work, with what to change.
 */
class LlmCacheConfigurationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	LlmCacheConfigurationException(String description, String action) {
		super(description);
		this.action = action;
	}

	static LlmCacheConfigurationException of(UnusableDirectoryException cause) {
		return new LlmCacheConfigurationException(String.valueOf(cause.getMessage()),
				"Set '%s' to a directory that this process alone may read and write.".formatted(cause.property()));
	}

	String getAction() {
		return this.action;
	}

}
