package dev.llmcache.advisor;

import dev.llmcache.Identity;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.policy.OwnerKind;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.ai.chat.client.ChatClientRequest;

/**
 * Reads who makes a call: the advisor parameters first, then the configured sources.
 */
public final class IdentityReader {

	private final IdentitySources sources;

	/**
	 * Creates a reader.
	 * @param sources where identities are found that a call does not name
	 */
	public IdentityReader(IdentitySources sources) {
		this.sources = sources;
	}

	/**
	 * Reads the identity of a call, which is made on the current thread.
	 * @param request the call
	 * @param owner tells what of it is needed
	 * @return the identity, which may lack the tenant, the user or both
	 */
	public Identity ofCall(ChatClientRequest request, OwnerKind owner) {
		return needed(this.sources, owner).onThread(named(request));
	}

	/**
	 * Reads the identity of a stream, whose thread may be anybody's.
	 * @param request the stream
	 * @param owner tells what of it is needed
	 * @param subscriber context of its subscriber
	 * @return the identity, which may lack the tenant, the user or both
	 */
	public Mono<Identity> ofStream(ChatClientRequest request, OwnerKind owner, ContextView subscriber) {
		return needed(CallerCapture.in(subscriber, this.sources), owner).inContext(named(request), subscriber);
	}

	// Whom nobody needs to know cannot keep a call out of the cache
	private static IdentitySources needed(IdentitySources sources, OwnerKind owner) {
		return switch (owner) {
			case PUBLIC -> IdentitySources.NONE;
			case TENANT -> sources.ofTenant();
			case USER -> sources;
		};
	}

	private static Identity named(ChatClientRequest request) {
		return new Identity(LlmCacheParams.text(request.context(), LlmCacheParams.TENANT),
				LlmCacheParams.text(request.context(), LlmCacheParams.USER));
	}

}
