package dev.llmcache.store.lucene;

import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Says that a directory which a property names cannot hold what it should, and what to do
 * about it. Its message never contains what lies in the directory.
 */
public class UnusableDirectoryException extends RuntimeException {

	/** Property that names the directory of the semantic layer. */
	public static final String PROPERTY = "llmcache.semantic.lucene.directory";

	private static final long serialVersionUID = 1L;

	private final String property;

	private final String problem;

	UnusableDirectoryException(String problem, @Nullable Throwable cause) {
		this(PROPERTY, problem, cause);
	}

	private UnusableDirectoryException(String property, String problem, @Nullable Throwable cause) {
		super("The directory of '%s' cannot be used: %s".formatted(property, problem), cause);
		this.property = property;
		this.problem = problem;
	}

	/**
	 * Says why an index could not be opened.
	 * @param cause what was thrown
	 * @return the exception
	 */
	static UnusableDirectoryException because(Exception cause) {
		return new UnusableDirectoryException((cause instanceof LockObtainFailedException) ? "another process uses it"
				: "it holds an index that cannot be opened; empty it, or name another one", cause);
	}

	/**
	 * Says the same of the directory that another property names.
	 * @param other the property
	 * @return the exception
	 */
	public UnusableDirectoryException of(String other) {
		return new UnusableDirectoryException(other, this.problem, getCause());
	}

	/**
	 * Property that names the directory.
	 * @return its name
	 */
	public String property() {
		return this.property;
	}

}
