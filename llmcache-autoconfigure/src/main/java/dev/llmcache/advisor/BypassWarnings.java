package dev.llmcache.advisor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.llmcache.BypassReason;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Warns once of each reason for a by-pass that a setting would mend.
 */
final class BypassWarnings {

	private static final Log logger = LogFactory.getLog(LlmCacheAdvisor.class);

	private final Set<BypassReason> warned = ConcurrentHashMap.newKeySet();

	void warn(BypassReason reason) {
		String advice = advice(reason);
		if (advice != null && this.warned.add(reason)) {
			logger.warn("A call by-passed the cache (%s): %s".formatted(reason.code(), advice));
		}
	}

	private static @Nullable String advice(BypassReason reason) {
		return switch (reason) {
			case NO_TENANT -> "it names no tenant. Set llmcache.tenancy=single if the application has none, or name it "
					+ "by LlmCacheParams.tenant(..) or a TenantResolver bean.";
			case UNKNOWN_POLICY -> "it names a policy that is not under llmcache.policies.";
			case UNREADABLE -> "an option or an advisor parameter has a value that cannot be compared with another "
					+ "call's. Give it as text, number, enum, record, or a collection of them.";
			case ERROR -> "reading it failed, for instance in a TenantResolver bean.";
			case DISABLED, NO_QUESTION, QUESTION_TOO_LONG, TOOLS -> null;
		};
	}

}
