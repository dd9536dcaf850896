package dev.llmcache.advisor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.llmcache.BypassReason;
import dev.llmcache.policy.Placement;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Warns once of each reason for a by-pass that a setting would mend.
 */
final class BypassWarnings {

	private static final Log logger = LogFactory.getLog(LlmCacheAdvisor.class);

	private static final String STREAMS = "For a stream, the thread is asked only on a client annotated with @LlmCached, "
			+ "and where the one that called prompt() calls stream().";

	private final Set<BypassReason> warned = ConcurrentHashMap.newKeySet();

	void warn(BypassReason reason) {
		String advice = advice(reason);
		if (advice != null && this.warned.add(reason)) {
			logger.warn("A call by-passed the cache (%s): %s".formatted(reason.code(), advice));
		}
	}

	private static @Nullable String advice(BypassReason reason) {
		return switch (reason) {
			case NO_TENANT ->
				"it names no tenant. Set llmcache.tenancy=single if the application has none, or tell where "
						+ "its name is: by llmcache.identity.tenant.*, by a TenantResolver bean or by "
						+ "LlmCacheParams.tenant(..). " + STREAMS;
			case NO_USER -> "its policy keeps answers by user and it names none. Tell where the name is: by "
					+ "llmcache.identity.user.*, by a UserResolver bean or by LlmCacheParams.user(..), or set the policy's "
					+ "owner to tenant. " + STREAMS;
			case MEMORY_INSIDE -> "a chat memory advisor is further in than the cache, which so does not see what was "
					+ "said before. Give it an order before %d.".formatted(Placement.ANSWER.order());
			case UNKNOWN_MODEL -> "neither its model nor its client has a name. Annotate the bean of the client with "
					+ "@LlmCached, or let the ChatModel name its model in getOptions().";
			case UNKNOWN_POLICY -> "it names a policy that is not under llmcache.policies.";
			case UNREADABLE -> "an option or an advisor parameter has a value that cannot be compared with another "
					+ "call's. Give it as text, number, enum, record, or a collection of them.";
			case ERROR -> "reading it failed, for instance in a TenantResolver or UserResolver bean."
					+ " Nor is it cached where a stream's Reactor context and the thread that made it name different "
					+ "callers.";
			case DISABLED, POLICY_OFF, DIRECTIVE, TEMPERATURE, NO_QUESTION, QUESTION_TOO_LONG, TOOLS -> null;
		};
	}

}
