package dev.llmcache;

import java.sql.SQLException;

/**
 * Names of the types of a failure and its causes, for logs: messages of libraries and
 * servers may quote what was asked or stored.
 */
public final class FailureTypes {

	private static final int LONGEST = 200;

	private FailureTypes() {
	}

	/**
	 * Names the types.
	 * @param failure the failure
	 * @return such as {@code PgvectorException < PSQLException 57014}: simple names, and
	 * the state where a database told one
	 */
	public static String of(Throwable failure) {
		StringBuilder types = new StringBuilder(name(failure));
		for (Throwable cause = failure.getCause(); cause != null
				&& types.length() < LONGEST; cause = cause.getCause()) {
			types.append(" < ").append(name(cause));
		}
		return types.toString();
	}

	private static String name(Throwable failure) {
		String state = (failure instanceof SQLException sql) ? sql.getSQLState() : null;
		boolean told = state != null && state.matches("[0-9A-Z]{5}");
		return failure.getClass().getSimpleName() + (told ? " " + state : "");
	}

}
