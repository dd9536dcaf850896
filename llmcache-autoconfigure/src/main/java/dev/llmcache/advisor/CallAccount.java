package dev.llmcache.advisor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import dev.llmcache.CacheListener;
import dev.llmcache.CacheOutcome;
import dev.llmcache.Decision.Plan;
import dev.llmcache.FinishedCall;
import dev.llmcache.FinishedCall.Spared;
import dev.llmcache.Lookup.Miss;
import dev.llmcache.trace.CallObservation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.prompt.ChatOptions;

/**
 * Takes down what becomes of one call, and tells it once, at its end.
 * <p>
 * Thread-safe.
 */
final class CallAccount {

	private final CacheListener listener;

	private final InstantSource clock;

	private final Instant start;

	private final String policy;

	private final @Nullable Plan plan;

	private final @Nullable String askedModel;

	private final CallObservation observation;

	private final AtomicBoolean told = new AtomicBoolean();

	private volatile State state;

	private volatile @Nullable CacheOutcome observed;

	/**
	 * Opens an account.
	 * @param listener told at the end
	 * @param clock tells how long it took
	 * @param start when the call came
	 * @param policy name of its policy
	 * @param plan what the policy decided, or null when the cache stays out
	 * @param request the call
	 * @param observation told what the cache did
	 * @param outcome what there is to say so far
	 */
	CallAccount(CacheListener listener, InstantSource clock, Instant start, String policy, @Nullable Plan plan,
			ChatClientRequest request, CallObservation observation, CacheOutcome outcome) {
		this.listener = listener;
		this.clock = clock;
		this.start = start;
		this.policy = policy;
		this.plan = plan;
		ChatOptions options = request.prompt().getOptions();
		this.askedModel = (options != null) ? options.getModel() : null;
		this.observation = observation;
		this.state = new State(outcome, null, null);
		if (plan == null) {
			become(this.state);
		}
	}

	/** What took so long as the cache has had the call. */
	Duration sinceStart() {
		return Elapsed.since(this.start, this.clock);
	}

	/**
	 * The model is asked.
	 * @param outcome why
	 */
	void asks(CacheOutcome outcome) {
		become(new State(outcome, null, null));
	}

	/**
	 * A stored or shared answer is given.
	 * @param outcome what the cache did
	 * @param model the model that gave it before, or null
	 * @param spared what it did for it
	 */
	void gives(CacheOutcome outcome, @Nullable String model, Spared spared) {
		become(new State(outcome, model, spared));
	}

	// Chunks say the same again and again
	private void become(State next) {
		if (!next.outcome.equals(this.observed)) {
			this.observed = next.outcome;
			this.observation.tell(next.outcome);
		}
		this.state = next;
	}

	<T> T call(Supplier<T> answer) {
		boolean failed = true;
		try {
			T given = answer.get();
			failed = false;
			return given;
		}
		finally {
			end(failed);
		}
	}

	<T> Flux<T> stream(Flux<T> answer) {
		// Before the caller learns of the end
		return answer.doOnComplete(() -> end(false)).doOnError((failure) -> end(true)).doOnCancel(this::cancel);
	}

	private void cancel() {
		// Nothing has failed, and nothing was found out
		if (this.observed == null) {
			become(new State(CacheOutcome.miss(Miss.CANCELLED, this.state.outcome.fingerprint()), null, null));
		}
		end(false);
	}

	private void end(boolean failed) {
		if (this.told.compareAndSet(false, true)) {
			State last = this.state;
			String model = (last.model != null) ? last.model
					: Objects.requireNonNullElse(this.askedModel, FinishedCall.UNKNOWN);
			this.listener.ended(new FinishedCall(this.policy, this.plan, model, last.outcome,
					failed ? null : last.spared, sinceStart(), failed));
		}
	}

	private record State(CacheOutcome outcome, @Nullable String model, @Nullable Spared spared) {

	}

}
