package dev.llmcache.advisor;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.advisor.api.CallAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;

/**
 * Advisor next to the model that may say the same to it in another form, by what can be
 * seen in the call alone.
 */
public interface PromptShaper extends CallAdvisor, StreamAdvisor {

	/**
	 * What of its doing may change an answer, for the scope of the call.
	 * @param context context of the request
	 * @return its canonical form; empty where it changes nothing
	 */
	byte[] scopeOf(Map<String, ? extends @Nullable Object> context);

}
