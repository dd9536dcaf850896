package dev.llmcache.advisor;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.llmcache.BypassReason;
import dev.llmcache.CacheQuery;
import dev.llmcache.Decision.Bypass;
import dev.llmcache.Decision.Plan;
import dev.llmcache.FinishedCall;
import dev.llmcache.Identity;
import dev.llmcache.LlmCache;
import dev.llmcache.Owner;
import dev.llmcache.advisor.KnownScopes.KnownScope;
import dev.llmcache.embedding.QuestionOwner;
import dev.llmcache.identity.UnknownCallerException;
import dev.llmcache.key.Keyring;
import dev.llmcache.policy.CachePolicy;
import dev.llmcache.policy.OwnerKind;
import dev.llmcache.policy.Placement;
import dev.llmcache.policy.PolicySettings;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * From a request to what the cache does about it: reads it, lets the policy decide and
 * makes the keys. Never throws; a call that cannot be read by-passes the cache.
 */
final class CallPlanner {

	private final LlmCache cache;

	private final Keyring keyring;

	private final Map<String, CachePolicy> policies;

	private final Placement placement;

	private final IdentityReader identities;

	private final StoreControls controls;

	private final KnownScopes scopes;

	private final CallTags tags;

	private final ScopeMonitor monitor = new ScopeMonitor();

	private final BypassWarnings warnings = new BypassWarnings();

	CallPlanner(LlmCache cache, Keyring keyring, Map<String, CachePolicy> policies, CallSettings settings,
			Placement placement, InstantSource clock) {
		this.cache = cache;
		this.keyring = keyring;
		this.policies = policies;
		this.placement = placement;
		this.identities = new IdentityReader(settings.identities());
		this.controls = settings.controls();
		this.scopes = new KnownScopes(new ScopeReader(settings, clock), keyring);
		this.tags = new CallTags(settings);
	}

	/**
	 * Plans a call, which is made on the current thread.
	 * @param request the call
	 * @param chain the advisors of its chain
	 * @return the plan
	 */
	PlannedCall plan(ChatClientRequest request, List<? extends Advisor> chain) {
		return plan(request, chain, (owner) -> this.identities.ofCall(request, owner));
	}

	/**
	 * Plans a stream.
	 * @param request the stream
	 * @param chain the advisors of its chain
	 * @param subscriber context of its subscriber
	 * @return the plan, never an error
	 */
	Mono<PlannedCall> plan(ChatClientRequest request, List<? extends Advisor> chain, ContextView subscriber) {
		return Mono.defer(() -> this.identities.ofStream(request, owner(request), subscriber))
			.map(CallPlanner::known)
			.onErrorResume((failure) -> isNobodyNeeded(request) ? Mono.just(unknown(failure)) : Mono.error(failure))
			.map((identities) -> plan(request, chain, identities))
			.onErrorResume((failure) -> Mono.fromSupplier(() -> warned(new PlannedCall.Bypassed(reason(failure)))));
	}

	private static Function<OwnerKind, Identity> known(Identity identity) {
		return (owner) -> identity;
	}

	private static Function<OwnerKind, Identity> unknown(Throwable failure) {
		return (owner) -> {
			throw Exceptions.propagate(failure);
		};
	}

	// Who asks matters only where the cache may take part, here or elsewhere
	private OwnerKind owner(ChatClientRequest request) {
		CachePolicy policy = this.cache.isEnabled() ? policy(request) : null;
		return (policy != null) ? policy.identified() : OwnerKind.PUBLIC;
	}

	// Elsewhere, or who asks only matters to what becomes of the answer
	private boolean isNobodyNeeded(ChatClientRequest request) {
		CachePolicy policy = policy(request);
		return policy != null && (policy.settings().placement() != this.placement || policy.settings().guardsWrites());
	}

	private static BypassReason reason(Throwable failure) {
		return (failure instanceof UnknownCallerException unknown) ? unknown.reason() : BypassReason.ERROR;
	}

	private PlannedCall plan(ChatClientRequest request, List<? extends Advisor> chain,
			Function<OwnerKind, Identity> identities) {
		PlannedCall call = warned(read(request, chain, identities));
		if (call instanceof PlannedCall.Cached cached) {
			this.monitor.observe(cached.policy().name(), cached.scope());
		}
		return call;
	}

	/**
	 * Plans a call that is not going to be made: nothing is counted or warned of.
	 * @param request the call
	 * @param chain the advisors of its chain
	 * @return the plan
	 */
	PlannedCall rehearse(ChatClientRequest request, List<? extends Advisor> chain) {
		return read(request, chain, (owner) -> this.identities.ofCall(request, owner));
	}

	private PlannedCall warned(PlannedCall call) {
		if (call instanceof PlannedCall.Bypassed bypassed) {
			this.warnings.warn(bypassed.reason());
		}
		return call;
	}

	private PlannedCall read(ChatClientRequest request, List<? extends Advisor> chain,
			Function<OwnerKind, Identity> identities) {
		if (!this.cache.isEnabled()) {
			return new PlannedCall.Bypassed(BypassReason.DISABLED);
		}
		CachePolicy policy = policy(request);
		if (policy == null) {
			return new PlannedCall.Bypassed(BypassReason.UNKNOWN_POLICY);
		}
		if (policy.settings().placement() != this.placement) {
			return new PlannedCall.Elsewhere(questionOwner(policy, identities));
		}
		try {
			return decide(request, policy, InnerAdvisors.of(chain, this.placement), identities);
		}
		catch (UnreadableCallException ex) {
			return new PlannedCall.Bypassed(BypassReason.UNREADABLE);
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			return new PlannedCall.Bypassed(BypassReason.ERROR);
		}
	}

	private @Nullable CachePolicy policy(ChatClientRequest request) {
		String name = LlmCacheParams.text(request.context(), LlmCacheParams.POLICY);
		return this.policies.get((name != null) ? name : PolicySettings.DEFAULT);
	}

	/**
	 * Name of the policy that a call asks for.
	 * @param request the call
	 * @return the name, or {@value FinishedCall#UNKNOWN} when there is no such policy
	 */
	String policyName(ChatClientRequest request) {
		CachePolicy policy = policy(request);
		return (policy != null) ? policy.settings().name() : FinishedCall.UNKNOWN;
	}

	private PlannedCall decide(ChatClientRequest request, CachePolicy policy, InnerAdvisors advisors,
			Function<OwnerKind, Identity> identities) {
		if (advisors.haveMemory()) {
			return new PlannedCall.Bypassed(BypassReason.MEMORY_INSIDE, questionOwner(policy, identities));
		}
		CallParts parts = CallParts.of(request, this.placement);
		if (isAnonymous(parts)) {
			return new PlannedCall.Bypassed(BypassReason.UNKNOWN_MODEL, questionOwner(policy, identities));
		}
		Identity known = identity(policy, identities);
		Identity identity = (known != null) ? known : Identity.NONE;
		return switch (policy.decide(parts.traits(identity))) {
			case Bypass(BypassReason reason) -> new PlannedCall.Bypassed(reason, questionOwner(policy, identities));
			case Plan plan -> planned(parts, plan.withTags(this.tags.of(request, advisors)), policy.settings(),
					advisors, this.controls.writer(known, policy.settings()));
		};
	}

	// Null when it cannot be told who calls, and need not be for an answer to be served
	private static @Nullable Identity identity(CachePolicy policy, Function<OwnerKind, Identity> identities) {
		try {
			return identities.apply(policy.identified());
		}
		catch (RuntimeException ex) {
			if (policy.settings().guardsWrites()) {
				return null;
			}
			throw ex;
		}
	}

	private static QuestionOwner questionOwner(CachePolicy policy, Function<OwnerKind, Identity> identities) {
		try {
			Owner owner = policy.ownerOf(identities.apply(policy.owner()));
			return (owner != null) ? QuestionOwner.of(owner) : QuestionOwner.NOBODY;
		}
		catch (RuntimeException ex) {
			return QuestionOwner.NOBODY;
		}
	}

	// Two models that do not name themselves would share their answers
	private static boolean isAnonymous(CallParts parts) {
		ChatOptions options = parts.options();
		return (options == null || options.getModel() == null)
				&& LlmCacheParams.text(parts.request().context(), LlmCacheParams.CLIENT) == null;
	}

	private PlannedCall planned(CallParts given, Plan plan, PolicySettings policy, InnerAdvisors advisors,
			Writer writer) {
		ChatClientRequest request = given.request();
		ChatClientRequest keyed = withTemperature(request, plan.temperature());
		// What the model is asked is not for a cache that is only tried out to change
		ChatClientRequest effective = plan.shadow() ? request : keyed;
		CallParts parts = keyed.equals(request) ? given : CallParts.of(keyed, this.placement);
		KnownScope scope = this.scopes.of(parts, plan.owner(), policy, advisors);
		String model = (parts.options() != null) ? parts.options().getModel() : null;
		CacheQuery query = new CacheQuery(parts.text(), this.keyring.keysOf(scope.fingerprints(), parts.text()),
				AnswerMarks.of(plan, model, this.cache.marks()));
		return new PlannedCall.Cached(effective, scope.scope(), query, plan, policy, advisors, writer);
	}

	private static ChatClientRequest withTemperature(ChatClientRequest request, @Nullable Double temperature) {
		ChatOptions options = request.prompt().getOptions();
		if (temperature == null || options == null || OptionsReader.haveThinking(options)) {
			return request;
		}
		// The builder keeps the provider's own class, which its client insists on
		ChatOptions changed = options.mutate().temperature(temperature).build();
		return new ChatClientRequest(new Prompt(request.prompt().getInstructions(), changed),
				new HashMap<>(request.context()));
	}

}
