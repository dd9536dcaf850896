package dev.llmcache;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which answers are outdated, wherever in the fleet something was invalidated.
 * <p>
 * Each mark has a generation, and invalidating it replaces that by a new random one. So
 * it takes the same time for one answer as for a million, and no answer that was asked
 * for before is served after. A generation that was lost is another one, never the one
 * that it was. Thread-safe.
 */
public interface Generations {

	/**
	 * Reads the generations for answers that are yet to be asked for, and makes those
	 * that there are none of.
	 * @param marks the marks
	 * @param lifetime how long the answers may be served at the most
	 * @return the generations
	 * @throws GenerationsUnknownException if they cannot be read
	 */
	Snapshot snapshot(Collection<Mark> marks, Duration lifetime);

	/**
	 * Adds marks that became known after the model was asked.
	 * @param earlier what was read before
	 * @param marks the marks
	 * @param lifetime how long the answers may be served at the most
	 * @return all generations, or null if anything was invalidated meanwhile, which may
	 * have been one of these marks
	 * @throws GenerationsUnknownException if they cannot be read
	 */
	@Nullable Snapshot extend(Snapshot earlier, Collection<Mark> marks, Duration lifetime);

	/**
	 * Finds out which stamps are of an earlier generation.
	 * @param stamps the stamps of some answers
	 * @return those that have been invalidated or whose generation was lost
	 * @throws GenerationsUnknownException if they cannot be read, and have not been for
	 * longer than what was read last may be relied upon
	 */
	Set<Stamp> outdated(Collection<Stamp> stamps);

	/**
	 * Gives marks new generations.
	 * @param marks the marks
	 * @throws GenerationsUnknownException if the new ones could not be written. Here,
	 * what bears the marks is outdated all the same, and writing is tried again in the
	 * background.
	 */
	void replace(Collection<Mark> marks);

	/**
	 * Whether none of an answer's stamps is outdated.
	 * @param stamps the stamps of the answer
	 * @return whether the answer may be served
	 * @throws GenerationsUnknownException as {@link #outdated} does
	 */
	default boolean areCurrent(Collection<Stamp> stamps) {
		return stamps.isEmpty() || outdated(stamps).isEmpty();
	}

	/**
	 * Whether {@link #areCurrent} waits for nothing outside of this process.
	 * @return false if it may
	 */
	default boolean areNear() {
		return false;
	}

}
