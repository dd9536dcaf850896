package dev.llmcache.advisor;

import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.CallAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;

/**
 * Takes down calls of a model that no cache has seen: nobody knows whose their answers
 * are, so that the HTTP response that they are made for is not public.
 * <p>
 * Changes nothing of the call. Thread-safe.
 */
final class ModelWitness implements CallAdvisor, StreamAdvisor {

	@Override
	public String getName() {
		return "llmcache-witness";
	}

	@Override
	public int getOrder() {
		return ModelProbe.DEFAULT_ORDER;
	}

	@Override
	public ChatClientResponse adviseCall(ChatClientRequest request, CallAdvisorChain chain) {
		return chain.nextCall(EdgeRecords.begun(request));
	}

	@Override
	public Flux<ChatClientResponse> adviseStream(ChatClientRequest request, StreamAdvisorChain chain) {
		return Flux.deferContextual((context) -> chain.nextStream(EdgeRecords.begun(request, context)));
	}

}
