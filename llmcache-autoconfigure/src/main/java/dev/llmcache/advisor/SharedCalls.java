package dev.llmcache.advisor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import dev.llmcache.Fingerprint;
import dev.llmcache.FlightRole;
import dev.llmcache.advisor.FleetLead.Turn;
import dev.llmcache.advisor.Flight.Landing;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;

/**
 * Has one of several calls that ask for the same at the same time ask the model, and
 * gives the others its answer if it may be stored.
 * <p>
 * A call that fails takes no other with it: one of the others asks next. After the
 * policy's time each asks for itself. Thread-safe.
 */
final class SharedCalls {

	private final ModelCalls model;

	private final Flights flights;

	private final FleetLead fleet;

	private final InstantSource clock;

	SharedCalls(ModelCalls model, Flights flights, FleetLead fleet, InstantSource clock) {
		this.model = model;
		this.flights = flights;
		this.fleet = fleet;
		this.clock = clock;
	}

	/**
	 * Asks the model, or waits for somebody who does.
	 * @param call the call, for which nothing is stored
	 * @param chain the way to the model
	 * @param replies replies to the call
	 * @return where the answer is from
	 */
	Answer call(PlannedCall.Cached call, CallAdvisorChain chain, Replies replies) {
		boolean isShared = call.policy().flight().shared() && FleetLead.isShareable(call);
		Fingerprint key = isShared ? this.model.shareableKey(call) : null;
		if (key == null) {
			return alone(call, chain, this.fleet.fence());
		}
		Instant until = this.clock.instant().plus(call.policy().flight().maxWait());
		while (true) {
			Flight own = new Flight(null);
			Flight other = this.flights.join(key, own);
			if (other == null) {
				return lead(call, key, chain, replies, own, until);
			}
			Duration patience = Duration.between(this.clock.instant(), until);
			Landing landing = patience.isPositive() ? other.await(patience) : null;
			if (landing instanceof Landing.Answered(var answer)) {
				Replay replay = replies.shared(answer);
				this.model.joined(call, (replay != null) ? FlightRole.FOLLOWER : FlightRole.ALONE);
				return (replay != null) ? new Answer.Stored(replay) : alone(call, chain, this.fleet.fence());
			}
			if (!(landing instanceof Landing.Failed)) {
				this.model.joined(call, (landing != null) ? FlightRole.ALONE : FlightRole.TIMED_OUT);
				return alone(call, chain, this.fleet.fence());
			}
		}
	}

	private Answer lead(PlannedCall.Cached call, Fingerprint key, CallAdvisorChain chain, Replies replies,
			Flight flight, Instant until) {
		try {
			Turn turn = this.fleet.take(call, key, until);
			this.model.joined(call, turn.role());
			return switch (turn) {
				case Turn.Answered(var hit) -> {
					this.flights.land(key, flight, new Landing.Answered(hit.answer()));
					Replay replay = replies.awaited(hit);
					yield (replay != null) ? new Answer.Stored(replay) : alone(call, chain, this.fleet.fence());
				}
				case Turn.Lead(HeldLease lease) -> ask(call, key, chain, lease.fence(), flight, lease);
				case Turn.Alone(long fence) -> ask(call, key, chain, fence, flight, null);
			};
		}
		finally {
			this.flights.land(key, flight, new Landing.Failed());
		}
	}

	private Answer ask(PlannedCall.Cached call, Fingerprint key, CallAdvisorChain chain, long fence, Flight flight,
			@Nullable HeldLease lease) {
		boolean answered = false;
		try {
			Answer answer = new Answer.FromModel(this.model.call(this.model.asking(call, fence, Occasion.REQUEST),
					chain, (kept) -> this.flights.land(key, flight, kept, lease)));
			answered = true;
			return answer;
		}
		finally {
			if (!answered && lease != null) {
				lease.release();
			}
		}
	}

	private Answer alone(PlannedCall.Cached call, CallAdvisorChain chain, long fence) {
		return new Answer.FromModel(this.model.call(this.model.asking(call, fence, Occasion.REQUEST), chain, (kept) -> {
		}));
	}

	/**
	 * Where an answer is from.
	 */
	sealed interface Answer {

		/**
		 * The model gave it to this call.
		 *
		 * @param response the response
		 */
		record FromModel(ChatClientResponse response) implements Answer {

		}

		/**
		 * Another call left it behind.
		 *
		 * @param replay the replay
		 */
		record Stored(Replay replay) implements Answer {

		}

	}

}
