package dev.llmcache.store;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.llmcache.Mark;
import dev.llmcache.Stamp;

/**
 * Where the generations of marks are, the same for all instances that share answers.
 * <p>
 * Thread-safe. May throw any unchecked exception when its server fails or does not answer
 * in time. A store that may have lost the last of its changes, such as a server that was
 * started again from an older state, behaves as if it had lost all of them.
 */
public interface GenerationStore extends AutoCloseable {

	/**
	 * Reads generations, all at one moment.
	 * @param marks the marks
	 * @return their generations, without those that there are none of
	 */
	Map<Mark, Long> read(Set<Mark> marks);

	/**
	 * Whether stamps bear the generations of their marks, all at one moment.
	 * @param stamps the stamps
	 * @return false if one was replaced or there is none
	 */
	default boolean areCurrent(Collection<Stamp> stamps) {
		Map<Mark, Long> generations = read(stamps.stream().map(Stamp::mark).collect(Collectors.toSet()));
		return stamps.stream()
			.allMatch((stamp) -> generations.get(stamp.mark()) instanceof Long generation
					&& generation == stamp.generation());
	}

	/**
	 * Reads generations, all at one moment, and makes a random one where there is none.
	 * @param marks the marks
	 * @param lifetime how long they are to be kept at the least, from now
	 * @return the generation of each mark
	 */
	Map<Mark, Long> readOrCreate(Set<Mark> marks, Duration lifetime);

	/**
	 * Gives marks, and {@link Mark#ANY_INVALIDATION}, new random generations, all at one
	 * moment and lastingly, and tells the listeners of all instances.
	 * @param marks the marks
	 * @param lifetime how long they are to be kept at the least, from now
	 * @return the new generation of each of them
	 */
	Map<Mark, Long> replace(Set<Mark> marks, Duration lifetime);

	/**
	 * Has changes told, if possible. What is told may be late or get lost.
	 * @param listener told from any thread, from now until this store is closed
	 */
	void listen(Listener listener);

	/**
	 * Whether reading waits for nothing outside of this process.
	 * @return false if it may
	 */
	default boolean isNear() {
		return false;
	}

	@Override
	void close();

	/**
	 * Told of changes that were made by any instance.
	 */
	interface Listener {

		/**
		 * Marks have new generations.
		 * @param generations the new ones
		 */
		void replaced(Map<Mark, Long> generations);

		/**
		 * Changes may have been missed.
		 */
		void interrupted();

	}

}
