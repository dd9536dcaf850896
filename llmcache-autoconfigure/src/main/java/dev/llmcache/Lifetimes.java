package dev.llmcache;

import java.time.Duration;
import java.time.Instant;

/**
 * How long an answer may be served, and what else may be done with it after.
 *
 * @param ttl how long it is fresh at the most
 * @param jitter by which part of {@code ttl} an answer may be fresh for a shorter time,
 * so that answers stored together do not expire together; 0 for none, less than 1
 * @param staleFor how long after that it may be served while a new one is being fetched
 * @param staleIfError how long after that it may be served when the model fails
 * @param earlyRefresh whether an answer that is asked for often may be fetched anew
 * shortly before it expires
 */
public record Lifetimes(Duration ttl, double jitter, Duration staleFor, Duration staleIfError, boolean earlyRefresh) {

	/**
	 * Lifetimes of answers that are never served stale.
	 * @param ttl how long they are fresh
	 * @return the lifetimes
	 */
	public static Lifetimes of(Duration ttl) {
		return new Lifetimes(ttl, 0, Duration.ZERO, Duration.ZERO, false);
	}

	/**
	 * The same with another time to live.
	 * @param other the time
	 * @return the lifetimes
	 */
	public Lifetimes withTtl(Duration other) {
		return new Lifetimes(other, this.jitter, this.staleFor, this.staleIfError, this.earlyRefresh);
	}

	/**
	 * When an answer ceases to be fresh, which for the same answer is the same on every
	 * instance.
	 * @param storedAt when it is stored
	 * @param entry its fingerprint
	 * @return {@code ttl} later, less its share of the jitter
	 */
	public Instant freshUntil(Instant storedAt, Fingerprint entry) {
		double share = Integer.toUnsignedLong(entry.hashCode()) / (double) (1L << Integer.SIZE);
		return storedAt.plus(this.ttl.minusMillis(Math.round(this.ttl.toMillis() * this.jitter * share)));
	}

	/**
	 * How much longer than fresh an answer is of any use.
	 * @return the time after which it is to be deleted
	 */
	public Duration stale() {
		return (this.staleFor.compareTo(this.staleIfError) > 0) ? this.staleFor : this.staleIfError;
	}

	/**
	 * How long an answer is of any use at the most.
	 * @return fresh and stale
	 */
	public Duration longest() {
		return this.ttl.plus(stale());
	}

}
