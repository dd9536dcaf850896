package dev.llmcache.advisor;

import dev.llmcache.Identity;
import dev.llmcache.identity.IdentitySources;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.ai.chat.client.ChatClientRequest;

/**
 * Reads who makes a call: the advisor parameters first, then the configured sources.
 */
final class IdentityReader {

	private final IdentitySources sources;

	IdentityReader(IdentitySources sources) {
		this.sources = sources;
	}

	/**
	 * Reads the identity of a call, which is made on the current thread.
	 * @param request the call
	 * @return the identity, which may lack the tenant, the user or both
	 */
	Identity ofCall(ChatClientRequest request) {
		return this.sources.onThread(named(request));
	}

	/**
	 * Reads the identity of a stream, whose thread may be anybody's.
	 * @param request the stream
	 * @param subscriber context of its subscriber
	 * @return the identity, which may lack the tenant, the user or both
	 */
	Mono<Identity> ofStream(ChatClientRequest request, ContextView subscriber) {
		return CallerCapture.in(subscriber, this.sources).inContext(named(request), subscriber);
	}

	private static Identity named(ChatClientRequest request) {
		return new Identity(LlmCacheParams.text(request.context(), LlmCacheParams.TENANT),
				LlmCacheParams.text(request.context(), LlmCacheParams.USER));
	}

}
