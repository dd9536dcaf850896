package dev.llmcache.transfer;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Line of a file of entries: its fields are the fields of the JSON.
 * <p>
 * Question, answer and client are all that a line needs which somebody wrote. The text
 * form tells nothing.
 *
 * @param format version of the format, the present one when it is left out
 * @param question the question
 * @param answer the answer: its text, or an object as the stores have it
 * @param client name of a chat client
 * @param policy name of a policy, or null for the client's own
 * @param tenant whose answer it is, or null
 * @param user whose answer it is, or null
 * @param tags what it can be invalidated by, beside the policy's tags
 * @param ttl how long it is fresh from now on, such as {@code 7d}, or null for the
 * policy's time
 * @param layer the only layer that it is of, or null for all of the policy's
 * @param storedAt when it was stored, or null for now
 * @param freshUntil from when on it is stale, or null for the policy's time
 * @param expiresAt from when on it must not be served, or null for the policy's time
 * @param origin where an exported entry comes from
 */
record EntryLine(@Nullable Integer format, @Nullable String question, @Nullable JsonNode answer,
		@Nullable String client, @Nullable String policy, @Nullable String tenant, @Nullable String user,
		@Nullable List<String> tags, @Nullable String ttl, @Nullable String layer, @Nullable Instant storedAt,
		@Nullable Instant freshUntil, @Nullable Instant expiresAt, @Nullable LineOrigin origin) {

	/** Version of the format. */
	static final int FORMAT = 1;

	@Override
	public String toString() {
		return "EntryLine[]";
	}

	/**
	 * Where an exported entry comes from.
	 *
	 * @param namespace namespace of the application
	 * @param version version of the application's cache
	 * @param policyVersion the policy's own version
	 * @param model the model that the call asked for
	 * @param owner whose answer it is: {@code everyone}, {@code application},
	 * {@code tenant} or {@code user}
	 * @param parts digests of all other parts of the scope, by name
	 * @param reproducible whether the question alone, asked of the client, had this scope
	 * @param embeddingModel the vector space of the question, or null
	 * @param secret id of the secret that its keys were made under
	 * @param scope fingerprint of its scope
	 * @param variant which of several answers it is
	 * @param fence grows with the time at which it was asked for
	 * @param marks what it can be invalidated by
	 */
	record LineOrigin(String namespace, String version, String policyVersion, @Nullable String model, String owner,
			Map<String, String> parts, boolean reproducible, @Nullable String embeddingModel, String secret,
			String scope, int variant, long fence, List<String> marks) {

		@Override
		public String toString() {
			return "LineOrigin[]";
		}

	}

}
