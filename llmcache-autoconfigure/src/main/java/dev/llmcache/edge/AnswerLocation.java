package dev.llmcache.edge;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Tells at which address the answer to a request can be fetched by anyone.
 */
@FunctionalInterface
public interface AnswerLocation {

	/** Nowhere. */
	AnswerLocation NOWHERE = (records, optIn) -> null;

	/**
	 * Finds the address.
	 * @param records what the model calls for the request came to
	 * @param optIn what the handler allows
	 * @return the path within the application, or null when the answer is not everyone's
	 * or not one
	 */
	@Nullable String of(List<CallRecord> records, OptIn optIn);

}
