package dev.llmcache.advisor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import dev.llmcache.AnswerIds;
import dev.llmcache.CacheOutcome;
import dev.llmcache.CachedAnswer;
import dev.llmcache.Lookup;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Lookup.Miss;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.AdvisorChain;

/**
 * Replies to one call, from wherever its answer comes.
 */
final class Replies {

	private final PlannedCall.Cached call;

	private final HitAdvisors advisors;

	private final Instant start;

	private final InstantSource clock;

	private final AnswerIds ids;

	/**
	 * Prepares the replies to a call.
	 * @param call the call
	 * @param chain the chain that it came by
	 * @param start when it came
	 * @param clock tells how long it took
	 * @param ids names answers
	 */
	Replies(PlannedCall.Cached call, AdvisorChain chain, Instant start, InstantSource clock, AnswerIds ids) {
		this.call = call;
		this.advisors = new HitAdvisors(call.advisors().named(call.policy().advisorsOnHit()),
				chain.getObservationRegistry());
		this.start = start;
		this.clock = clock;
		this.ids = ids;
	}

	/**
	 * Replay of a stored answer.
	 * @param hit the answer
	 * @return the replay, or null when there is nothing to replay
	 */
	@Nullable Replay stored(Hit hit) {
		Duration took = Duration.between(this.start, this.clock.instant());
		Replay replay = Replay.of(hit.answer(), this.call.request().context(),
				CacheOutcome.hit(hit, fingerprint(), took, this.ids));
		if (replay != null) {
			EdgeRecords.hit(this.call, hit, this.clock);
		}
		return replay;
	}

	/**
	 * Replay of the answer to another call.
	 * @param answer the answer
	 * @return the replay, or null when there is nothing to replay
	 */
	@Nullable Replay shared(CachedAnswer answer) {
		return Replay.of(answer, this.call.request().context(), CacheOutcome.coalesced(fingerprint()));
	}

	ChatClientResponse whole(Replay replay) {
		return this.advisors.call(this.call.request(), replay);
	}

	Flux<ChatClientResponse> chunks(Replay replay) {
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
		return Outcomes.with(CacheOutcome.coalesced(fingerprint()), own);
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
