package dev.llmcache.transfer;

import java.time.Instant;

/**
 * First line of an exported file.
 *
 * @param format version of the format
 * @param warning what to know about the file
 * @param exportedAt when it was written
 * @param namespace namespace of the application
 */
record FileHeader(int format, String warning, Instant exportedAt, String namespace) {

	/** What a reader of the file should know. */
	static final String WARNING = "This file is plain text. It holds questions and answers of users, and the names of "
			+ "tenants and users: keep it as safe as they are, and delete it when they are to be erased.";

}
