package dev.llmcache.advisor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.llmcache.CachedAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Call on its way to an answer that other calls of this process wait for.
 * <p>
 * Thread-safe.
 */
final class Flight {

	private final CompletableFuture<Landing> landing = new CompletableFuture<>();

	private final @Nullable ChunkRelay chunks;

	/**
	 * Starts a flight.
	 * @param chunks where its answer can be followed as it comes, or null when it is to
	 * be seen as a whole only
	 */
	Flight(@Nullable ChunkRelay chunks) {
		this.chunks = chunks;
	}

	@Nullable ChunkRelay chunks() {
		return this.chunks;
	}

	/**
	 * Ends the flight, unless it has ended.
	 * @param end how
	 */
	void land(Landing end) {
		this.landing.complete(end);
	}

	/**
	 * How it ends.
	 * @return completed, never exceptionally, when it does
	 */
	CompletableFuture<Landing> landing() {
		return this.landing;
	}

	/**
	 * Waits for the end.
	 * @param patience how long
	 * @return how it ended, or null when it has not
	 */
	@Nullable Landing await(Duration patience) {
		try {
			return this.landing.get(patience.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			return null;
		}
		catch (ExecutionException ex) {
			return new Landing.Failed();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
	}

	/**
	 * How a flight ends.
	 */
	sealed interface Landing {

		/**
		 * With an answer for everyone.
		 *
		 * @param answer the answer
		 */
		record Answered(CachedAnswer answer) implements Landing {

		}

		/**
		 * With an answer that is only for the call that asked.
		 */
		record Kept() implements Landing {

		}

		/**
		 * Without an answer.
		 */
		record Failed() implements Landing {

		}

	}

}
