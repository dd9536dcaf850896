package dev.llmcache.store;

import java.time.Duration;

import dev.llmcache.Fingerprint;

/**
 * Leases by which one of all instances does what need be done once.
 * <p>
 * Thread-safe. A lease that is neither renewed nor given back ends by itself, so that
 * nobody waits for an instance that died. May throw any unchecked exception when its
 * server fails or does not answer in time.
 */
public interface LeaseStore extends AutoCloseable {

	/**
	 * Tries to take a lease.
	 * @param key what it is for
	 * @param time how long it lasts unless it is renewed
	 * @return whether it was taken
	 */
	Claim claim(Fingerprint key, Duration time);

	/**
	 * Makes a lease last longer.
	 * @param lease the lease
	 * @param time how long, from now
	 * @return false if it has ended already
	 */
	boolean renew(Lease lease, Duration time);

	/**
	 * Gives a lease back, if it has not ended already.
	 * @param lease the lease
	 */
	void release(Lease lease);

	/**
	 * Gives a lease back and has nobody wait for another for some time, since what was
	 * done under it was of no use to others.
	 * @param lease the lease
	 * @param time how long
	 */
	void decline(Lease lease, Duration time);

	@Override
	void close();

	/**
	 * Lease that was taken.
	 *
	 * @param key what it is for
	 * @param fence greater than that of any lease of the same key before, and about the
	 * microseconds since the epoch
	 */
	record Lease(Fingerprint key, long fence) {

	}

	/**
	 * What became of an attempt to take a lease.
	 */
	sealed interface Claim {

		/** Somebody else has it. */
		Claim HELD = new Held();

		/** There is no use in having it at the moment. */
		Claim DECLINED = new Declined();

		/**
		 * It was taken.
		 *
		 * @param lease the lease
		 * @param first whether nobody is known to have had one of this key lately, so
		 * that nobody can have left anything behind since the caller last looked
		 */
		record Granted(Lease lease, boolean first) implements Claim {

		}

		/**
		 * Somebody else has it.
		 */
		record Held() implements Claim {

		}

		/**
		 * There is no use in having it at the moment.
		 */
		record Declined() implements Claim {

		}

	}

}
