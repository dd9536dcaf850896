package dev.llmcache.advisor;

import dev.llmcache.Identity;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

import org.springframework.ai.chat.client.ChatClientRequest;

/**
 * Reads who makes a call: the advisor parameters first, then the resolvers.
 */
final class IdentityReader {

	private final TenantResolver tenants;

	IdentityReader(TenantResolver tenants) {
		this.tenants = tenants;
	}

	/**
	 * Reads the identity of a call.
	 * @param request the call
	 * @param context of the subscriber, for a stream; empty for a call
	 * @return the identity, which may lack the tenant, the user or both
	 */
	Identity read(ChatClientRequest request, ContextView context) {
		Identity named = new Identity(text(request, LlmCacheParams.TENANT), text(request, LlmCacheParams.USER));
		return (named.tenant() != null) ? named : named.or(new Identity(this.tenants.resolveTenant(request), null));
	}

	private static @Nullable String text(ChatClientRequest request, String parameter) {
		Object value = request.context().get(parameter);
		return (value != null) ? value.toString() : null;
	}

}
