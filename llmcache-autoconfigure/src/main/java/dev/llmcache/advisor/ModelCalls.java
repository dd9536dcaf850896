package dev.llmcache.advisor;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import dev.llmcache.Fingerprint;
import dev.llmcache.FlightRole;
import dev.llmcache.LlmCache;
import dev.llmcache.Snapshot;
import dev.llmcache.embedding.QuestionOwner;
import dev.llmcache.policy.Placement;
import dev.llmcache.trace.CallObservation;
import org.jspecify.annotations.Nullable;
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
				this.cache.snapshot(call.query(), call.plan()), fence, occasion);
	}

	/**
	 * Tells what a call does among those that ask for the same.
	 * @param call the call
	 * @param role its part
	 */
	void joined(PlannedCall.Cached call, FlightRole role) {
		this.cache.listener().joined(call.plan(), role);
	}

	/**
	 * What calls have in common that may share an answer of the model: scope and
	 * question, and that nothing of theirs was invalidated between them.
	 * @param call the call
	 * @return a key for it, or null when the generations are not known
	 */
	@Nullable Fingerprint shareableKey(PlannedCall.Cached call) {
		Snapshot snapshot = this.cache.snapshot(call.query(), call.plan());
		if (snapshot == null) {
			return null;
		}
		ByteBuffer generations = ByteBuffer.allocate(Long.BYTES * (snapshot.stamps().size() + 1));
		snapshot.stamps().forEach((stamp) -> generations.putLong(stamp.generation()));
		// Of documents that an advisor retrieves nobody knows yet
		generations.putLong(call.advisors().advisors().isEmpty() ? 0 : snapshot.anyInvalidation());
		return call.query().key().entry().derive(generations.array());
	}

	ChatClientResponse call(AskedCall asked, CallAdvisorChain chain, Consumer<Kept> kept) {
		Instant start = this.clock.instant();
		ChatClientResponse response = OwnerBinding.call(owner(asked), chain,
				OnwardRequest.traced(asked.call().request(), this.placement, asked.trace()));
		kept.accept(this.keeper.keep(asked, RetrievedDocuments.tags(response.context()),
				() -> AnswerReader.read(response.chatResponse(), since(start))));
		return response;
	}

	Flux<ChatClientResponse> stream(AskedCall asked, StreamAdvisorChain chain, Consumer<Kept> kept) {
		return Flux.deferContextual((context) -> stream(asked, chain, kept, CallObservation.of(context)));
	}

	private Flux<ChatClientResponse> stream(AskedCall asked, StreamAdvisorChain chain, Consumer<Kept> kept,
			CallObservation observation) {
		Instant start = this.clock.instant();
		StreamedAnswer answer = new StreamedAnswer();
		Set<String> lateTags = ConcurrentHashMap.newKeySet();
		return OwnerBinding
			.stream(owner(asked), chain, OnwardRequest.traced(asked.call().request(), this.placement, asked.trace()))
			.doOnNext((chunk) -> {
				lateTags.addAll(RetrievedDocuments.tags(chunk.context()));
				answer.add(chunk.chatResponse());
			})
			.doOnComplete(() -> kept.accept(
					observation.scoped(() -> this.keeper.keep(asked, lateTags, () -> answer.complete(since(start))))));
	}

	// The vector of a sensitive question is not for any memory
	private static QuestionOwner owner(AskedCall asked) {
		return asked.call().policy().sensitive() ? QuestionOwner.NOBODY : QuestionOwner.of(asked.call().plan().owner());
	}

	private Duration since(Instant start) {
		return Elapsed.since(start, this.clock);
	}

}
