package dev.llmcache.embedding;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.llmcache.VectorKey;
import org.jspecify.annotations.Nullable;

/**
 * Texts that are being embedded, so that whoever wants one of them meanwhile waits for
 * it.
 * <p>
 * Thread-safe.
 */
final class VectorFlights {

	private final ConcurrentMap<VectorKey, Flight> flights = new ConcurrentHashMap<>();

	/**
	 * Takes it upon the current thread to embed a text.
	 * @param key of the text
	 * @param own to be landed by the current thread if it has to
	 * @return the flight of whoever does so already, or null
	 */
	@Nullable Flight claim(VectorKey key, Flight own) {
		return this.flights.putIfAbsent(key, own);
	}

	/**
	 * Gives those who wait what they wait for.
	 * @param key of the text
	 * @param own the flight with which it was claimed
	 * @param vector a vector that nobody changes, or null if there is none
	 */
	void land(VectorKey key, Flight own, float @Nullable [] vector) {
		this.flights.remove(key, own);
		own.vector.complete(vector);
	}

	/**
	 * Text that is being embedded.
	 */
	static final class Flight {

		private final CompletableFuture<float @Nullable []> vector = new CompletableFuture<>();

		private final Thread thread = Thread.currentThread();

		/** Whether the current thread would wait for itself. */
		boolean isOwn() {
			return this.thread.equals(Thread.currentThread());
		}

		boolean hasLanded() {
			return this.vector.isDone();
		}

		/**
		 * Waits until it has landed.
		 * @param patience how long at most
		 * @return the vector, not to be changed, or null if there is none
		 */
		float @Nullable [] await(Duration patience) {
			try {
				return this.vector.get(patience.toNanos(), TimeUnit.NANOSECONDS);
			}
			catch (TimeoutException ex) {
				return null;
			}
			catch (ExecutionException ex) {
				throw new IllegalStateException("A flight always lands", ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException("Interrupted while the same text was embedded", ex);
			}
		}

	}

}
