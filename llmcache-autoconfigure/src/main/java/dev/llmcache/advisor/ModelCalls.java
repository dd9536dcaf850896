package dev.llmcache.advisor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import dev.llmcache.LlmCache;
import dev.llmcache.policy.Placement;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;

/**
 * Asks the model, and stores what it says if it may be stored.
 */
final class ModelCalls {

	private final LlmCache cache;

	private final AnswerKeeper keeper;

	private final Placement placement;

	private final InstantSource clock;

	ModelCalls(LlmCache cache, AnswerKeeper keeper, Placement placement, InstantSource clock) {
		this.cache = cache;
		this.keeper = keeper;
		this.placement = placement;
		this.clock = clock;
	}

	/**
	 * Prepares to ask the model.
	 * @param call the call
	 * @param fence grows with the time at which it is asked
	 * @param occasion whether a caller waits for the answer
	 * @return the call with what has to be known before the model is asked
	 */
	AskedCall asking(PlannedCall.Cached call, long fence, Occasion occasion) {
		return new AskedCall(call, new CallTrace(call.request().prompt(), occasion.allowedTools(call)),
				this.cache.snapshot(call.query(), call.plan()), fence);
	}

	ChatClientResponse call(AskedCall asked, CallAdvisorChain chain, Consumer<Kept> kept) {
		Instant start = this.clock.instant();
		ChatClientResponse response = chain
			.nextCall(OnwardRequest.traced(asked.call().request(), this.placement, asked.trace()));
		kept.accept(this.keeper.keep(asked, RetrievedDocuments.tags(response.context()),
				() -> AnswerReader.read(response.chatResponse(), since(start))));
		return response;
	}

	Flux<ChatClientResponse> stream(AskedCall asked, StreamAdvisorChain chain, Consumer<Kept> kept) {
		Instant start = this.clock.instant();
		StreamedAnswer answer = new StreamedAnswer();
		Set<String> lateTags = ConcurrentHashMap.newKeySet();
		return chain.nextStream(OnwardRequest.traced(asked.call().request(), this.placement, asked.trace()))
			.doOnNext((chunk) -> {
				lateTags.addAll(RetrievedDocuments.tags(chunk.context()));
				answer.add(chunk.chatResponse());
			})
			.doOnComplete(() -> kept.accept(this.keeper.keep(asked, lateTags, () -> answer.complete(since(start)))));
	}

	private Duration since(Instant start) {
		return Duration.between(start, this.clock.instant());
	}

}
