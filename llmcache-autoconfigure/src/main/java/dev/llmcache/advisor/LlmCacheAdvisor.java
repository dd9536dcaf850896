package dev.llmcache.advisor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import dev.llmcache.BypassReason;
import dev.llmcache.CacheOutcome;
import dev.llmcache.LlmCache;
import dev.llmcache.Lookup;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Lookup.Miss;
import dev.llmcache.policy.Placement;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.AdvisorChain;
import org.springframework.ai.chat.client.advisor.api.CallAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;

/**
 * Answers a call from the cache, or lets the model answer and keeps what it said:
 * <ol>
 * <li>plan: read the request and let its policy decide</li>
 * <li>by-pass, or look the answer up</li>
 * <li>on a hit, replay it</li>
 * <li>on a miss, call on, and store the answer if {@link StoreRules} admit it</li>
 * </ol>
 * What it did is in the response's context, see {@link CacheOutcome}. Whatever fails in
 * the cache, the model answers. Made by {@link CacheAdvisors}. Thread-safe.
 */
public final class LlmCacheAdvisor implements CallAdvisor, StreamAdvisor {

	private final LlmCache cache;

	private final CallPlanner planner;

	private final ModelCalls model;

	private final Placement placement;

	private final InstantSource clock;

	private final VariantTurns turns = new VariantTurns();

	LlmCacheAdvisor(LlmCache cache, CallPlanner planner, ModelCalls model, Placement placement, InstantSource clock) {
		this.cache = cache;
		this.planner = planner;
		this.model = model;
		this.placement = placement;
		this.clock = clock;
	}

	@Override
	public String getName() {
		return (this.placement == Placement.ANSWER) ? "llmcache" : "llmcache-model-call";
	}

	@Override
	public int getOrder() {
		return this.placement.order();
	}

	@Override
	public ChatClientResponse adviseCall(ChatClientRequest request, CallAdvisorChain chain) {
		if (OnwardRequest.isOf(request, this.placement)) {
			return chain.nextCall(request);
		}
		Instant start = this.clock.instant();
		return switch (this.planner.plan(request, chain.getCallAdvisors())) {
			case PlannedCall.Elsewhere elsewhere -> chain.nextCall(OnwardRequest.elsewhere(request));
			case PlannedCall.Bypassed(BypassReason reason) when LlmCacheParams.isOnlyIfCached(request.context()) ->
				Outcomes.notCached(request, CacheOutcome.bypass(reason));
			case PlannedCall.Bypassed(BypassReason reason) -> Outcomes.with(CacheOutcome.bypass(reason),
					chain.nextCall(OnwardRequest.bypassing(request, this.placement)));
			case PlannedCall.Cached call -> answer(inTurn(call), start, chain);
		};
	}

	@Override
	public Flux<ChatClientResponse> adviseStream(ChatClientRequest request, StreamAdvisorChain chain) {
		if (OnwardRequest.isOf(request, this.placement)) {
			return chain.nextStream(request);
		}
		return Flux.deferContextual((context) -> {
			Instant start = this.clock.instant();
			return this.planner.plan(request, chain.getStreamAdvisors(), context)
				.flatMapMany((call) -> stream(request, call, start, chain));
		});
	}

	private Flux<ChatClientResponse> stream(ChatClientRequest request, PlannedCall planned, Instant start,
			StreamAdvisorChain chain) {
		return switch (planned) {
			case PlannedCall.Elsewhere elsewhere -> chain.nextStream(OnwardRequest.elsewhere(request));
			case PlannedCall.Bypassed(BypassReason reason) when LlmCacheParams.isOnlyIfCached(request.context()) ->
				Flux.just(Outcomes.notCached(request, CacheOutcome.bypass(reason)));
			case PlannedCall.Bypassed(BypassReason reason) ->
				chain.nextStream(OnwardRequest.bypassing(request, this.placement))
					.map((chunk) -> Outcomes.with(CacheOutcome.bypass(reason), chunk));
			case PlannedCall.Cached call -> stream(inTurn(call), start, chain);
		};
	}

	private ChatClientResponse answer(PlannedCall.Cached call, Instant start, CallAdvisorChain chain) {
		Lookup lookup = this.cache.lookup(call.query(), call.plan());
		Replay replay = replay(call, lookup, start);
		if (replay != null) {
			return hitAdvisors(call, chain).call(call.request(), replay);
		}
		CacheOutcome outcome = missed(call, lookup);
		return LlmCacheParams.isOnlyIfCached(call.request().context()) ? Outcomes.notCached(call.request(), outcome)
				: Outcomes.with(outcome, callAndStore(call, chain));
	}

	private Flux<ChatClientResponse> stream(PlannedCall.Cached call, Instant start, StreamAdvisorChain chain) {
		// The subscriber may be an event loop, which must not wait for a store
		return Mono.fromCallable(() -> this.cache.lookup(call.query(), call.plan()))
			.subscribeOn(Schedulers.boundedElastic())
			.flatMapMany((lookup) -> {
				Replay replay = replay(call, lookup, start);
				if (replay != null) {
					return hitAdvisors(call, chain).stream(call.request(), replay);
				}
				CacheOutcome outcome = missed(call, lookup);
				return LlmCacheParams.isOnlyIfCached(call.request().context())
						? Flux.just(Outcomes.notCached(call.request(), outcome))
						: streamAndStore(call, chain).map((chunk) -> Outcomes.with(outcome, chunk));
			});
	}

	private PlannedCall.Cached inTurn(PlannedCall.Cached call) {
		return call.with(this.turns.next(call.query(), call.plan().variants()));
	}

	private @Nullable Replay replay(PlannedCall.Cached call, Lookup lookup, Instant start) {
		return (lookup instanceof Hit hit) ? Replay.of(hit.answer(), call.request().context(),
				CacheOutcome.hit(hit, call.query().key().entry().prefix(), since(start))) : null;
	}

	private static CacheOutcome missed(PlannedCall.Cached call, Lookup lookup) {
		Miss miss = (lookup instanceof Miss found) ? found : Miss.UNREADABLE;
		return CacheOutcome.miss(miss, call.query().key().entry().prefix());
	}

	private ChatClientResponse callAndStore(PlannedCall.Cached call, CallAdvisorChain chain) {
		return this.model.call(this.model.asking(call, fence(), Occasion.REQUEST), chain, (kept) -> {
		});
	}

	private Flux<ChatClientResponse> streamAndStore(PlannedCall.Cached call, StreamAdvisorChain chain) {
		return this.model.stream(this.model.asking(call, fence(), Occasion.REQUEST), chain, (kept) -> {
		});
	}

	private long fence() {
		return java.time.temporal.ChronoUnit.MICROS.between(Instant.EPOCH, this.clock.instant());
	}

	private static HitAdvisors hitAdvisors(PlannedCall.Cached call, AdvisorChain chain) {
		return new HitAdvisors(call.advisors().named(call.policy().advisorsOnHit()), chain.getObservationRegistry());
	}

	private Duration since(Instant start) {
		return Duration.between(start, this.clock.instant());
	}

}
