package dev.llmcache.advisor;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Why the model is asked.
 */
enum Occasion {

	/** A caller waits for the answer. */
	REQUEST {

		@Override
		@Nullable Set<String> allowedTools(PlannedCall.Cached call) {
			return null;
		}

	},

	/** A stored answer is to be replaced, and nobody knows that tools would run. */
	REFRESH {

		@Override
		Set<String> allowedTools(PlannedCall.Cached call) {
			return DeclaredTools.of(call.request().prompt(), call.policy().idempotentTools());
		}

	};

	/**
	 * Tools that the model may use.
	 * @param call the call
	 * @return their names, or null for any
	 */
	abstract @Nullable Set<String> allowedTools(PlannedCall.Cached call);

}
