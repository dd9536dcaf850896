package dev.llmcache.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which property to change when the cache cannot be configured as asked.
 */
final class LlmCacheConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<LlmCacheConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, LlmCacheConfigurationException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.getAction(), cause);
	}

}
