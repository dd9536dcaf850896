package dev.llmcache.advisor;

import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.CallAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.core.Ordered;

/**
 * Watches next to the model what the cache, further out, cannot see: the prompt as it
 * finally is, whether the model was asked at all, the tools that it used and the tokens
 * of each round.
 * <p>
 * Changes nothing. Thread-safe.
 */
public final class ModelProbe implements CallAdvisor, StreamAdvisor {

	/**
	 * Inside all of Spring AI's advisors; not the last of all, since the model's own
	 * advisor is there and equal orders have no order. Nothing is stored where an advisor
	 * is further in that the policy does not trust.
	 */
	public static final int DEFAULT_ORDER = Ordered.LOWEST_PRECEDENCE - 1000;

	@Override
	public String getName() {
		return "llmcache-probe";
	}

	@Override
	public int getOrder() {
		return DEFAULT_ORDER;
	}

	@Override
	public ChatClientResponse adviseCall(ChatClientRequest request, CallAdvisorChain chain) {
		CallTrace trace = CallTrace.of(request.context());
		if (trace == null) {
			return chain.nextCall(request);
		}
		trace.modelIsAsked(request);
		ChatClientResponse response = chain.nextCall(request);
		ChatResponse answer = response.chatResponse();
		trace.modelAnswered(answer);
		if (answer != null) {
			trace.modelCharged(ProviderUsage.read(answer.getMetadata().getUsage()));
		}
		return response;
	}

	@Override
	public Flux<ChatClientResponse> adviseStream(ChatClientRequest request, StreamAdvisorChain chain) {
		CallTrace trace = CallTrace.of(request.context());
		if (trace == null) {
			return chain.nextStream(request);
		}
		return Flux.defer(() -> {
			trace.modelIsAsked(request);
			StreamedUsage usage = new StreamedUsage();
			return chain.nextStream(request).doOnNext((chunk) -> {
				trace.modelAnswered(chunk.chatResponse());
				usage.add(chunk.chatResponse());
			}).doOnComplete(() -> trace.modelCharged(usage.total()));
		});
	}

	/**
	 * Usage of one streamed answer: of what several chunks report, the last counts.
	 */
	private static final class StreamedUsage {

		private TokenUsage last = TokenUsage.UNKNOWN;

		void add(@Nullable ChatResponse chunk) {
			if (chunk != null) {
				this.last = ProviderUsage.read(chunk.getMetadata().getUsage()).or(this.last);
			}
		}

		TokenUsage total() {
			return this.last;
		}

	}

}
