package dev.llmcache.advisor;

import java.time.Duration;
import java.time.InstantSource;

import dev.llmcache.AnswerIds;
import dev.llmcache.CacheOutcome;
import dev.llmcache.CachedAnswer;
import dev.llmcache.FinishedCall.Spared;
import dev.llmcache.Lookup;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Lookup.Miss;
import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.AdvisorChain;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.util.StringUtils;

/**
 * Replies to one call, from wherever its answer comes.
 */
final class Replies {

	private final PlannedCall.Cached call;

	private final HitAdvisors advisors;

	private final CallAccount account;

	private final InstantSource clock;

	private final AnswerIds ids;

	private final CacheOutcome coalesced;

	// One of the chunks tells it, often the last
	private TokenUsage relayedUsage = TokenUsage.UNKNOWN;

	/**
	 * Prepares the replies to a call.
	 * @param call the call
	 * @param chain the chain that it came by
	 * @param account takes down what is replied
	 * @param clock tells what is fresh
	 * @param ids names answers
	 */
	Replies(PlannedCall.Cached call, AdvisorChain chain, CallAccount account, InstantSource clock, AnswerIds ids) {
		this.call = call;
		this.advisors = new HitAdvisors(call.advisors().named(call.policy().advisorsOnHit()),
				chain.getObservationRegistry());
		this.account = account;
		this.clock = clock;
		this.ids = ids;
		this.coalesced = CacheOutcome.coalesced(fingerprint());
	}

	/**
	 * Replay of a stored answer.
	 * @param hit the answer
	 * @return the replay, or null when there is nothing to replay
	 */
	@Nullable Replay stored(Hit hit) {
		Replay replay = Replay.of(hit.answer(), this.call.request().context(),
				CacheOutcome.hit(hit, fingerprint(), this.account.sinceStart(), this.ids));
		if (replay != null) {
			EdgeRecords.hit(this.call, hit, this.clock);
		}
		return replay;
	}

	/**
	 * Replay of a stored answer that this call has waited for.
	 * @param hit the answer
	 * @return the replay, or null when there is nothing to replay
	 */
	@Nullable Replay awaited(Hit hit) {
		Replay replay = stored(hit);
		return (replay != null) ? replay.awaited() : null;
	}

	/**
	 * Replay of the answer to another call.
	 * @param answer the answer
	 * @return the replay, or null when there is nothing to replay
	 */
	@Nullable Replay shared(CachedAnswer answer) {
		return Replay.of(answer, this.call.request().context(), this.coalesced);
	}

	ChatClientResponse whole(Replay replay) {
		replay.enter(this.account);
		return this.advisors.call(this.call.request(), replay);
	}

	Flux<ChatClientResponse> chunks(Replay replay) {
		replay.enter(this.account);
		return this.advisors.stream(this.call.request(), replay);
	}

	/**
	 * Chunk of the answer to another call.
	 * @param chunk the chunk, with the other call's context
	 * @return the chunk with this call's
	 */
	ChatClientResponse relayed(ChatClientResponse chunk) {
		ChatClientResponse own = ChatClientResponse.builder()
			.chatResponse(chunk.chatResponse())
			.context(this.call.request().context())
			.build();
		this.relayedUsage = usage(chunk).or(this.relayedUsage);
		this.account.gives(this.coalesced, model(chunk), new Spared(this.relayedUsage, Duration.ZERO));
		return Outcomes.with(this.coalesced, own);
	}

	private static @Nullable String model(ChatClientResponse chunk) {
		ChatResponse response = chunk.chatResponse();
		String model = (response != null) ? response.getMetadata().getModel() : null;
		return StringUtils.hasText(model) ? model : null;
	}

	private static TokenUsage usage(ChatClientResponse chunk) {
		ChatResponse response = chunk.chatResponse();
		return (response != null) ? ProviderUsage.read(response.getMetadata().getUsage()) : TokenUsage.UNKNOWN;
	}

	/**
	 * Response, or chunk of one, of the model to this call.
	 * @param missed why it was asked
	 * @param response the response
	 * @return the same with what the cache did
	 */
	ChatClientResponse fromModel(CacheOutcome missed, ChatClientResponse response) {
		this.account.asks(missed);
		return Outcomes.with(missed, response);
	}

	/**
	 * What there is to say when the model answers.
	 * @param lookup why it has to
	 * @return the outcome
	 */
	CacheOutcome missed(Lookup lookup) {
		return CacheOutcome.miss((lookup instanceof Miss miss) ? miss : Miss.UNREADABLE, fingerprint());
	}

	private String fingerprint() {
		return this.call.query().key().entry().prefix();
	}

}
