package dev.llmcache.advisor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CachedAnswer;
import dev.llmcache.LlmCache;
import dev.llmcache.Lookup;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Lookup.Miss;
import dev.llmcache.key.Keyring;
import dev.llmcache.policy.CachePolicy;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.ai.chat.client.ChatClientAttributes;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.CallAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;
import org.springframework.core.Ordered;

/**
 * Answers a call from the cache, or lets the model answer and keeps what it said:
 * <ol>
 * <li>plan: read the request and let its policy decide</li>
 * <li>by-pass, or look the answer up</li>
 * <li>on a hit, replay it</li>
 * <li>on a miss, call on, and store the answer if it is complete</li>
 * </ol>
 * What it did is in the response's context, see {@link CacheOutcome}. Whatever fails in
 * the cache, the model answers. Thread-safe.
 */
public final class LlmCacheAdvisor implements CallAdvisor, StreamAdvisor {

	/**
	 * Inside chat memory, so that the history is in the prompt and a hit is remembered,
	 * and outside the tool loop, so that the final answer is what is kept.
	 */
	public static final int DEFAULT_ORDER = Ordered.HIGHEST_PRECEDENCE + 250;

	private static final String ACTIVE = LlmCacheParams.PREFIX + "active";

	private final LlmCache cache;

	private final CallPlanner planner;

	private final InstantSource clock;

	/**
	 * Creates an advisor.
	 * @param cache the cache
	 * @param keyring makes the keys
	 * @param policies the policies by name, {@code default} among them
	 * @param settings what all calls have in common
	 * @param clock tells how long the model took
	 */
	public LlmCacheAdvisor(LlmCache cache, Keyring keyring, Map<String, CachePolicy> policies, CallSettings settings,
			InstantSource clock) {
		this.cache = cache;
		this.planner = new CallPlanner(cache, new QueryReader(settings, keyring), policies);
		this.clock = clock;
	}

	@Override
	public String getName() {
		return "llmcache";
	}

	@Override
	public int getOrder() {
		return DEFAULT_ORDER;
	}

	@Override
	public ChatClientResponse adviseCall(ChatClientRequest request, CallAdvisorChain chain) {
		if (isActive(request)) {
			return chain.nextCall(request);
		}
		Instant start = this.clock.instant();
		return switch (this.planner.plan(request)) {
			case PlannedCall.Bypassed bypassed ->
				with(CacheOutcome.bypass(bypassed.reason()), chain.nextCall(activate(request)));
			case PlannedCall.Cached call -> switch (this.cache.lookup(call.query(), call.plan())) {
				case Hit hit -> replay(request, hit, start).whole();
				case Miss miss -> with(CacheOutcome.miss(miss), callAndStore(request, chain, call));
			};
		};
	}

	@Override
	public Flux<ChatClientResponse> adviseStream(ChatClientRequest request, StreamAdvisorChain chain) {
		if (isActive(request)) {
			return chain.nextStream(request);
		}
		return Flux.defer(() -> {
			Instant start = this.clock.instant();
			return switch (this.planner.plan(request)) {
				case PlannedCall.Bypassed bypassed -> chain.nextStream(activate(request))
					.map((chunk) -> with(CacheOutcome.bypass(bypassed.reason()), chunk));
				case PlannedCall.Cached call -> lookup(call).flatMapMany((lookup) -> switch (lookup) {
					case Hit hit -> Flux.fromIterable(replay(request, hit, start).chunks());
					case Miss miss ->
						streamAndStore(request, chain, call).map((chunk) -> with(CacheOutcome.miss(miss), chunk));
				});
			};
		});
	}

	// The subscriber may be an event loop, which must not wait for a store
	private Mono<Lookup> lookup(PlannedCall.Cached call) {
		return Mono.fromCallable(() -> this.cache.lookup(call.query(), call.plan()))
			.subscribeOn(Schedulers.boundedElastic());
	}

	private Replay replay(ChatClientRequest request, Hit hit, Instant start) {
		return new Replay(hit.answer(), request.context(), CacheOutcome.hit(hit, since(start)));
	}

	private ChatClientResponse callAndStore(ChatClientRequest request, CallAdvisorChain chain,
			PlannedCall.Cached call) {
		Instant start = this.clock.instant();
		ChatClientResponse response = chain.nextCall(activate(request));
		store(request, call, AnswerReader.read(response.chatResponse(), since(start)));
		return response;
	}

	private Flux<ChatClientResponse> streamAndStore(ChatClientRequest request, StreamAdvisorChain chain,
			PlannedCall.Cached call) {
		Instant start = this.clock.instant();
		StreamedAnswer answer = new StreamedAnswer();
		return chain.nextStream(activate(request))
			.doOnNext((chunk) -> answer.add(chunk.chatResponse()))
			.doOnComplete(() -> store(request, call, answer.complete(since(start))));
	}

	private void store(ChatClientRequest request, PlannedCall.Cached call, @Nullable CachedAnswer answer) {
		boolean structured = request.context().containsKey(ChatClientAttributes.OUTPUT_FORMAT.getKey());
		if (answer != null && StoreGuard.admits(answer, structured)) {
			this.cache.store(call.query(), call.plan(), answer);
		}
	}

	private Duration since(Instant start) {
		return Duration.between(start, this.clock.instant());
	}

	private static boolean isActive(ChatClientRequest request) {
		return request.context().containsKey(ACTIVE);
	}

	// Whatever adds the advisor to one call a second time, it acts once
	private static ChatClientRequest activate(ChatClientRequest request) {
		Map<String, Object> context = new HashMap<>(request.context());
		context.put(ACTIVE, true);
		return new ChatClientRequest(request.prompt(), context);
	}

	private static ChatClientResponse with(CacheOutcome outcome, ChatClientResponse response) {
		return response.mutate().context(CacheOutcome.CONTEXT_KEY, outcome).build();
	}

}
