package dev.llmcache.advisor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.llmcache.CacheOutcome;
import dev.llmcache.Fingerprint;
import dev.llmcache.FlightRole;
import dev.llmcache.advisor.FleetLead.Turn;
import dev.llmcache.advisor.Flight.Landing;
import dev.llmcache.trace.CallObservation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;

/**
 * Has one of several streams that ask for the same at the same time ask the model, and
 * gives the others its answer if it may be stored.
 * <p>
 * Where {@link LiveSharing} allows it the others are given its chunks as they come,
 * otherwise the whole answer at its end. A stream that fails or is cancelled takes no
 * other with it. After the policy's time each asks for itself. Thread-safe; nobody who
 * subscribes is kept waiting.
 */
final class SharedStreams {

	private final ModelCalls model;

	private final Flights flights;

	private final FleetLead fleet;

	private final LiveSharing live;

	private final InstantSource clock;

	SharedStreams(ModelCalls model, Flights flights, FleetLead fleet, LiveSharing live, InstantSource clock) {
		this.model = model;
		this.flights = flights;
		this.fleet = fleet;
		this.live = live;
		this.clock = clock;
	}

	/**
	 * Asks the model, or waits for somebody who does.
	 * @param call the call, for which nothing is stored
	 * @param chain the way to the model
	 * @param replies replies to the call
	 * @param missed what to say when the model answers this call
	 * @return the answer
	 */
	Flux<ChatClientResponse> stream(PlannedCall.Cached call, StreamAdvisorChain chain, Replies replies,
			CacheOutcome missed) {
		Function<Long, Flux<ChatClientResponse>> alone = (fence) -> ask(call, chain, fence, (kept) -> {
		}).map((chunk) -> replies.fromModel(missed, chunk));
		boolean isShared = call.policy().flight().shared() && FleetLead.isShareable(call);
		Fingerprint key = isShared ? this.model.shareableKey(call) : null;
		if (key == null) {
			return alone.apply(this.fleet.fence());
		}
		Instant until = this.clock.instant().plus(call.policy().flight().maxWait());
		return new Streaming(call, key, chain, replies, missed, until, alone).join();
	}

	private Flux<ChatClientResponse> ask(PlannedCall.Cached call, StreamAdvisorChain chain, long fence,
			Consumer<Kept> kept) {
		return waiting(() -> this.model.asking(call, fence, Occasion.REQUEST))
			.flatMapMany((asked) -> this.model.stream(asked, chain, kept));
	}

	// What back ends are asked is part of the call that waits for it
	private static <T> Mono<T> waiting(Supplier<T> work) {
		return Mono.deferContextual((context) -> Mono.fromCallable(() -> CallObservation.of(context).scoped(work)))
			.subscribeOn(Threads.WAITING);
	}

	/**
	 * One stream on its way to an answer.
	 */
	private final class Streaming {

		private final PlannedCall.Cached call;

		private final Fingerprint key;

		private final StreamAdvisorChain chain;

		private final Replies replies;

		private final CacheOutcome missed;

		private final Instant until;

		private final Function<Long, Flux<ChatClientResponse>> alone;

		Streaming(PlannedCall.Cached call, Fingerprint key, StreamAdvisorChain chain, Replies replies,
				CacheOutcome missed, Instant until, Function<Long, Flux<ChatClientResponse>> alone) {
			this.call = call;
			this.key = key;
			this.chain = chain;
			this.replies = replies;
			this.missed = missed;
			this.until = until;
			this.alone = alone;
		}

		Flux<ChatClientResponse> join() {
			return Flux.deferContextual((context) -> {
				ChunkRelay relay = new ChunkRelay();
				relay.join();
				Flight own = new Flight(SharedStreams.this.live.allows(this.call) ? relay : null);
				Flight other = SharedStreams.this.flights.join(this.key, own);
				if (other != null) {
					return follow(other);
				}
				relay.start(lead(own), context);
				return relay.flux();
			});
		}

		private Flux<ChatClientResponse> follow(Flight flight) {
			ChunkRelay relay = flight.chunks();
			return (relay != null && relay.join()) ? followChunks(relay) : followToTheEnd(flight);
		}

		private Flux<ChatClientResponse> followChunks(ChunkRelay relay) {
			ResumedText resumed = new ResumedText();
			Duration patience = Duration.between(SharedStreams.this.clock.instant(), this.until);
			return relay.flux()
				.timeout(Mono.delay(patience.isNegative() ? Duration.ZERO : patience), (chunk) -> Mono.never(),
						Flux.error(PatienceEndedException::new))
				.map(this.replies::relayed)
				.doOnNext(resumed::add)
				.doOnComplete(() -> joined(FlightRole.FOLLOWER))
				.onErrorResume((failure) -> resumed.continuedBy(
						(failure instanceof PatienceEndedException) ? ownAnswer(FlightRole.TIMED_OUT) : next(),
						failure));
		}

		private Flux<ChatClientResponse> followToTheEnd(Flight flight) {
			Duration patience = Duration.between(SharedStreams.this.clock.instant(), this.until);
			if (!patience.isPositive()) {
				return ownAnswer(FlightRole.TIMED_OUT);
			}
			return Mono.fromFuture(flight.landing(), true)
				.map(Optional::of)
				.timeout(patience, Mono.just(Optional.empty()))
				.publishOn(Threads.WAITING)
				.flatMapMany((landing) -> landing.map(this::follow).orElseGet(() -> ownAnswer(FlightRole.TIMED_OUT)));
		}

		private Flux<ChatClientResponse> follow(Landing landing) {
			return switch (landing) {
				case Landing.Answered(var answer) -> {
					Replay replay = this.replies.shared(answer);
					if (replay == null) {
						yield ownAnswer(FlightRole.ALONE);
					}
					joined(FlightRole.FOLLOWER);
					yield this.replies.chunks(replay);
				}
				case Landing.Kept kept -> ownAnswer(FlightRole.ALONE);
				case Landing.Failed failed -> next();
			};
		}

		// One of those whose leader failed leads next
		private Flux<ChatClientResponse> next() {
			return SharedStreams.this.clock.instant().isBefore(this.until) ? join() : ownAnswer(FlightRole.TIMED_OUT);
		}

		private void joined(FlightRole role) {
			SharedStreams.this.model.joined(this.call, role);
		}

		private Flux<ChatClientResponse> ownAnswer(FlightRole role) {
			joined(role);
			return ownAnswer();
		}

		private Flux<ChatClientResponse> ownAnswer() {
			return this.alone.apply(SharedStreams.this.fleet.fence());
		}

		private Flux<ChatClientResponse> lead(Flight flight) {
			AtomicReference<@Nullable HeldLease> lease = new AtomicReference<>();
			AtomicBoolean landed = new AtomicBoolean();
			return waiting(() -> take(lease, landed)).flatMapMany((turn) -> switch (turn) {
				case Turn.Answered(var hit) -> {
					landed.set(true);
					SharedStreams.this.flights.land(this.key, flight, new Landing.Answered(hit.answer()));
					Replay replay = this.replies.awaited(hit);
					yield (replay != null) ? this.replies.chunks(replay) : ownAnswer();
				}
				case Turn.Lead(HeldLease held) -> ask(flight, held.fence(), lease, landed);
				case Turn.Alone(long fence) -> ask(flight, fence, lease, landed);
			})
				// Before any of the others learns of it and wants to lead next
				.doOnError((failure) -> fail(flight, lease, landed))
				.doFinally((end) -> fail(flight, lease, landed));
		}

		private void fail(Flight flight, AtomicReference<@Nullable HeldLease> lease, AtomicBoolean landed) {
			if (landed.compareAndSet(false, true)) {
				giveBack(lease.getAndSet(null));
				SharedStreams.this.flights.land(this.key, flight, new Landing.Failed());
			}
		}

		private Turn take(AtomicReference<@Nullable HeldLease> lease, AtomicBoolean landed) {
			Turn turn = SharedStreams.this.fleet.take(this.call, this.key, this.until);
			joined(turn.role());
			if (turn instanceof Turn.Lead(HeldLease held)) {
				lease.set(held);
				// Cancelled meanwhile, nobody would give it back
				if (landed.get()) {
					giveBack(lease.getAndSet(null));
				}
			}
			return turn;
		}

		private Flux<ChatClientResponse> ask(Flight flight, long fence, AtomicReference<@Nullable HeldLease> lease,
				AtomicBoolean landed) {
			return SharedStreams.this.ask(this.call, this.chain, fence, (kept) -> {
				landed.set(true);
				HeldLease held = lease.getAndSet(null);
				SharedStreams.this.flights.land(this.key, flight, kept, held);
			}).map((chunk) -> this.replies.fromModel(this.missed, chunk));
		}

		private static void giveBack(@Nullable HeldLease lease) {
			if (lease != null) {
				Threads.WAITING.schedule(lease::release);
			}
		}

	}

	/**
	 * The first chunk of another stream did not come in the policy's time.
	 */
	private static final class PatienceEndedException extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

	/**
	 * Apart, since whoever streams nothing needs none of the many classes of Reactor.
	 */
	private static final class Threads {

		private static final Scheduler WAITING = Schedulers.fromExecutorService(
				Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("llmcache-stream-", 0).factory()),
				"llmcache-stream");

	}

}
