package dev.llmcache.advisor;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.llmcache.AnswerIds;
import dev.llmcache.CacheOutcome;
import dev.llmcache.Decision.Plan;
import dev.llmcache.LlmCache;
import dev.llmcache.Lookup;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Lookup.Miss;
import dev.llmcache.policy.Placement;
import dev.llmcache.trace.CallObservation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.CallAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;

/**
 * Answers a call from the cache, or lets the model answer and keeps what it said:
 * <ol>
 * <li>plan: read the request and let its policy decide</li>
 * <li>by-pass, or look the answer up</li>
 * <li>on a hit, replay it, and {@link Refresher refresh} it if it has grown old</li>
 * <li>on a miss, call on, {@link SharedCalls once} for all who ask, and store the answer
 * if {@link StoreRules} admit it</li>
 * </ol>
 * What it did is in the response's context, see {@link CacheOutcome}. Whatever fails in
 * the cache, the model answers. Made by {@link CacheAdvisors}. Thread-safe.
 */
public final class LlmCacheAdvisor implements CallAdvisor, StreamAdvisor {

	private final LlmCache cache;

	private final CallPlanner planner;

	private final ModelAccess model;

	private final Placement placement;

	private final InstantSource clock;

	private final AnswerIds ids;

	private final VariantTurns turns = new VariantTurns();

	LlmCacheAdvisor(LlmCache cache, CallPlanner planner, ModelAccess model, Placement placement, InstantSource clock,
			AnswerIds ids) {
		this.cache = cache;
		this.planner = planner;
		this.model = model;
		this.placement = placement;
		this.clock = clock;
		this.ids = ids;
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
	public ChatClientResponse adviseCall(ChatClientRequest given, CallAdvisorChain chain) {
		if (OnwardRequest.isOf(given, this.placement)) {
			return chain.nextCall(given);
		}
		ChatClientRequest request = EdgeRecords.begun(given);
		Instant start = this.clock.instant();
		return switch (this.planner.plan(request, chain.getCallAdvisors())) {
			case PlannedCall.Elsewhere elsewhere ->
				OwnerBinding.call(elsewhere.owner(), chain, OnwardRequest.elsewhere(request));
			case PlannedCall.Bypassed bypassed -> {
				CacheOutcome outcome = CacheOutcome.bypass(bypassed.reason());
				yield account(request, null, start, observation(chain), outcome)
					.call(() -> bypass(request, bypassed, outcome, chain));
			}
			case PlannedCall.Cached call -> {
				CallAccount account = account(call, start, observation(chain));
				yield account.call(() -> answer(inTurn(call), account, chain));
			}
		};
	}

	private ChatClientResponse bypass(ChatClientRequest request, PlannedCall.Bypassed bypassed, CacheOutcome outcome,
			CallAdvisorChain chain) {
		return LlmCacheParams.isOnlyIfCached(request.context()) ? Outcomes.notCached(request, outcome)
				: Outcomes.with(outcome, OwnerBinding.call(bypassed.owner(), chain, bypassing(request)));
	}

	private static CallObservation observation(CallAdvisorChain chain) {
		return CallObservation.current(chain.getObservationRegistry());
	}

	private CallAccount account(PlannedCall.Cached call, Instant start, CallObservation observation) {
		String fingerprint = call.query().key().entry().prefix();
		return account(call.request(), call.plan(), start, observation, CacheOutcome.miss(Miss.ERROR, fingerprint));
	}

	private CallAccount account(ChatClientRequest request, @Nullable Plan plan, Instant start,
			CallObservation observation, CacheOutcome outcome) {
		String policy = (plan != null) ? plan.policy() : this.planner.policyName(request);
		return new CallAccount(this.cache.listener(), this.clock, start, policy, plan, request, observation, outcome);
	}

	@Override
	public Flux<ChatClientResponse> adviseStream(ChatClientRequest given, StreamAdvisorChain chain) {
		if (OnwardRequest.isOf(given, this.placement)) {
			return chain.nextStream(given);
		}
		return Flux.deferContextual((context) -> {
			ChatClientRequest request = EdgeRecords.begun(given, context);
			Instant start = this.clock.instant();
			return this.planner.plan(request, chain.getStreamAdvisors(), context)
				.flatMapMany((call) -> stream(request, call, start, chain, context));
		});
	}

	private Flux<ChatClientResponse> stream(ChatClientRequest request, PlannedCall planned, Instant start,
			StreamAdvisorChain chain, ContextView context) {
		return switch (planned) {
			case PlannedCall.Elsewhere elsewhere ->
				OwnerBinding.stream(elsewhere.owner(), chain, OnwardRequest.elsewhere(request));
			case PlannedCall.Bypassed bypassed -> {
				CacheOutcome outcome = CacheOutcome.bypass(bypassed.reason());
				yield account(request, null, start, CallObservation.of(context), outcome)
					.stream(bypass(request, bypassed, outcome, chain));
			}
			case PlannedCall.Cached call -> {
				CallAccount account = account(call, start, CallObservation.of(context));
				yield account.stream(stream(inTurn(call), account, chain, context));
			}
		};
	}

	private Flux<ChatClientResponse> bypass(ChatClientRequest request, PlannedCall.Bypassed bypassed,
			CacheOutcome outcome, StreamAdvisorChain chain) {
		return LlmCacheParams.isOnlyIfCached(request.context()) ? Flux.just(Outcomes.notCached(request, outcome))
				: OwnerBinding.stream(bypassed.owner(), chain, bypassing(request))
					.map((chunk) -> Outcomes.with(outcome, chunk));
	}

	private ChatClientRequest bypassing(ChatClientRequest request) {
		EdgeRecords.asked(request);
		return OnwardRequest.bypassing(request, this.placement);
	}

	private PlannedCall.Cached inTurn(PlannedCall.Cached call) {
		return call.with(this.turns.next(call.query(), call.plan().variants()));
	}

	private ChatClientResponse answer(PlannedCall.Cached call, CallAccount account, CallAdvisorChain chain) {
		EdgeRecords.asked(call.request());
		Replies replies = new Replies(call, chain, account, this.clock, this.ids);
		Lookup lookup = this.cache.lookup(call.query(), call.plan());
		Replay replay = (lookup instanceof Hit hit) ? replies.stored(hit) : null;
		if (replay != null && lookup instanceof Hit hit) {
			this.model.refreshIfDue(call, hit, () -> chain.copy(this));
			return replies.whole(replay);
		}
		CacheOutcome missed = replies.missed(lookup);
		account.asks(missed);
		if (LlmCacheParams.isOnlyIfCached(call.request().context())) {
			return Outcomes.notCached(call.request(), missed);
		}
		try {
			return switch (this.model.calls().call(call, chain, replies)) {
				case SharedCalls.Answer.FromModel(ChatClientResponse response) -> replies.fromModel(missed, response);
				case SharedCalls.Answer.Stored(Replay stored) -> replies.whole(stored);
			};
		}
		catch (RuntimeException ex) {
			Replay fallback = hasFallback(lookup) ? fallback(call, replies) : null;
			if (fallback == null) {
				throw ex;
			}
			return replies.whole(fallback);
		}
	}

	private Flux<ChatClientResponse> stream(PlannedCall.Cached call, CallAccount account, StreamAdvisorChain chain,
			ContextView context) {
		EdgeRecords.asked(call.request());
		Replies replies = new Replies(call, chain, account, this.clock, this.ids);
		CallObservation observation = CallObservation.of(context);
		Hit near = this.cache.lookupNear(call.query(), call.plan());
		Replay nearest = (near != null) ? replies.stored(near) : null;
		if (near != null && nearest != null) {
			return replayed(call, near, nearest, replies, chain, context);
		}
		// The subscriber may be an event loop, which must not wait for a store
		return Mono.fromCallable(() -> observation.scoped(() -> this.cache.lookup(call.query(), call.plan())))
			.subscribeOn(Schedulers.boundedElastic())
			.flatMapMany((lookup) -> {
				Replay replay = (lookup instanceof Hit hit) ? replies.stored(hit) : null;
				if (replay != null && lookup instanceof Hit hit) {
					return replayed(call, hit, replay, replies, chain, context);
				}
				CacheOutcome missed = replies.missed(lookup);
				account.asks(missed);
				return LlmCacheParams.isOnlyIfCached(call.request().context())
						? Flux.just(Outcomes.notCached(call.request(), missed))
						: orFallback(
								observation.scoped(() -> this.model.streams().stream(call, chain, replies, missed)),
								() -> observation.scoped(() -> Optional.ofNullable(fallback(call, replies))), lookup,
								replies);
			});
	}

	private Flux<ChatClientResponse> replayed(PlannedCall.Cached call, Hit hit, Replay replay, Replies replies,
			StreamAdvisorChain chain, ContextView context) {
		CallObservation.of(context).scoped(() -> {
			this.model.refreshIfDue(call, hit, () -> chain.copy(this), context);
			return replay;
		});
		return replies.chunks(replay);
	}

	private static Flux<ChatClientResponse> orFallback(Flux<ChatClientResponse> answer,
			Callable<Optional<Replay>> fallback, Lookup lookup, Replies replies) {
		if (!hasFallback(lookup)) {
			return answer;
		}
		AtomicBoolean begun = new AtomicBoolean();
		return answer.doOnNext((chunk) -> begun.set(true))
			.onErrorResume((failure) -> begun.get() ? Flux.error(failure)
					: Mono.fromCallable(fallback)
						.subscribeOn(Schedulers.boundedElastic())
						.flatMap(Mono::justOrEmpty)
						.flatMapMany(replies::chunks)
						.switchIfEmpty(Flux.error(failure)));
	}

	private static boolean hasFallback(Lookup lookup) {
		return lookup instanceof Miss miss && miss.fallback() != null;
	}

	// It may have been invalidated while the model was asked
	private @Nullable Replay fallback(PlannedCall.Cached call, Replies replies) {
		Hit hit = switch (this.cache.lookup(call.query(), call.plan())) {
			case Hit found -> found;
			case Miss miss -> miss.fallback();
		};
		return (hit != null) ? replies.stored(hit) : null;
	}

}
