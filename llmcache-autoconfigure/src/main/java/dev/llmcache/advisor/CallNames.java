package dev.llmcache.advisor;

import java.util.Map;
import java.util.Objects;

import dev.llmcache.policy.PolicySettings;
import org.jspecify.annotations.Nullable;

/**
 * Names that a call carries.
 *
 * @param client name of the chat client, or empty
 * @param policy name of the policy
 */
public record CallNames(String client, String policy) {

	/**
	 * Reads the names.
	 * @param context context of the request
	 * @return the names
	 */
	public static CallNames of(Map<String, ? extends @Nullable Object> context) {
		return new CallNames(Objects.requireNonNullElse(LlmCacheParams.text(context, LlmCacheParams.CLIENT), ""),
				Objects.requireNonNullElse(LlmCacheParams.text(context, LlmCacheParams.POLICY),
						PolicySettings.DEFAULT));
	}

}
