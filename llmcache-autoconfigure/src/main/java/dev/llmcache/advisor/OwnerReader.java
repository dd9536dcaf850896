package dev.llmcache.advisor;

import dev.llmcache.Owner;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClientRequest;

/**
 * Reads whose call it is: the advisor parameter first, then the resolver. Where the
 * application has no tenants, both still count if they name one.
 */
final class OwnerReader {

	private final boolean singleTenant;

	private final TenantResolver resolver;

	OwnerReader(boolean singleTenant, TenantResolver resolver) {
		this.singleTenant = singleTenant;
		this.resolver = resolver;
	}

	@Nullable Owner read(ChatClientRequest request) {
		Object parameter = request.context().get(LlmCacheParams.TENANT);
		String tenant = (parameter != null) ? parameter.toString() : this.resolver.resolveTenant(request);
		if (tenant != null && !tenant.isBlank()) {
			return new Owner.Tenant(tenant);
		}
		return this.singleTenant ? new Owner.Application() : null;
	}

}
