package dev.llmcache.advisor;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.llmcache.CachedAnswer;
import dev.llmcache.Fingerprint;
import dev.llmcache.advisor.Flight.Landing;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of this process are asking the model for at this moment.
 * <p>
 * Thread-safe.
 */
final class Flights {

	/** How long other instances do not wait for an answer that cannot be shared. */
	private static final Duration DECLINED = Duration.ofSeconds(2);

	private final ConcurrentMap<Fingerprint, Flight> flights = new ConcurrentHashMap<>();

	/**
	 * Joins the flight to an answer, or starts one.
	 * @param key the fingerprint of scope and question
	 * @param own the flight to start if there is none
	 * @return the flight that there is, or null if the caller's own was started
	 */
	@Nullable Flight join(Fingerprint key, Flight own) {
		return this.flights.putIfAbsent(key, own);
	}

	/**
	 * Ends a flight and lets the next one start.
	 * @param key the fingerprint that it was started with
	 * @param flight the flight
	 * @param end how it ends
	 */
	void land(Fingerprint key, Flight flight, Landing end) {
		this.flights.remove(key, flight);
		flight.land(end);
	}

	/**
	 * Ends a flight by what became of the model's answer, and gives the lease back once
	 * other instances can see it.
	 * @param key the fingerprint that the flight was started with
	 * @param flight the flight
	 * @param kept what became of the answer
	 * @param lease the lease, or null when there is none
	 */
	void land(Fingerprint key, Flight flight, Kept kept, @Nullable HeldLease lease) {
		CachedAnswer answer = kept.answer();
		land(key, flight, (answer != null) ? new Landing.Answered(answer) : new Landing.Kept());
		if (lease != null && answer != null) {
			kept.stored().thenRun(() -> Thread.startVirtualThread(lease::release));
		}
		else if (lease != null) {
			Thread.startVirtualThread(() -> lease.decline(DECLINED));
		}
	}

}
