package dev.llmcache.store.lucene;

import org.jspecify.annotations.Nullable;

/**
 * Says that the directory which {@value #PROPERTY} names cannot hold what it should, and
 * what to do about it. Its message never contains what lies in the directory.
 */
public class UnusableDirectoryException extends RuntimeException {

	/** Property that names the directory. */
	public static final String PROPERTY = "llmcache.semantic.lucene.directory";

	private static final long serialVersionUID = 1L;

	UnusableDirectoryException(String problem, @Nullable Throwable cause) {
		super("The directory of '%s' cannot be used: %s".formatted(PROPERTY, problem), cause);
	}

}
