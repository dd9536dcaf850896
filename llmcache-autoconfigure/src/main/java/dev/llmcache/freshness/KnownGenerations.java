package dev.llmcache.freshness;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.llmcache.Mark;
import dev.llmcache.freshness.KnownGeneration.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Generations that an instance has read and may rely upon for some time.
 * <p>
 * Thread-safe.
 */
final class KnownGenerations {

	private static final int REMEMBERED = 200_000;

	private final Cache<Mark, KnownGeneration> known = Caffeine.newBuilder()
		.maximumSize(REMEMBERED)
		.executor(Runnable::run)
		.build();

	private final Freshness settings;

	private volatile long interruptedAt;

	/**
	 * Creates a memory in which there is nothing.
	 * @param settings how far to rely on what was read
	 */
	KnownGenerations(Freshness settings) {
		this.settings = settings;
	}

	/**
	 * What may be relied upon without asking.
	 * @param mark the mark
	 * @param now the time
	 * @return its generation, or null
	 */
	@Nullable KnownGeneration recent(Mark mark, Instant now) {
		KnownGeneration last = this.settings.strict() ? null : this.known.getIfPresent(mark);
		return (last != null && isRecent(last, now)) ? last : null;
	}

	private boolean isRecent(KnownGeneration last, Instant now) {
		return last.reading().order() > this.interruptedAt
				&& now.isBefore(last.reading().at().plus(this.settings.maxLag()));
	}

	/**
	 * What may be relied upon without asking.
	 * @param marks the marks
	 * @param now the time
	 * @return the generations of those that are known
	 */
	Map<Mark, KnownGeneration> recent(Collection<Mark> marks, Instant now) {
		Map<Mark, KnownGeneration> generations = new HashMap<>();
		for (Mark mark : marks) {
			KnownGeneration last = recent(mark, now);
			if (last != null) {
				generations.put(mark, last);
			}
		}
		return generations;
	}

	/**
	 * What may be relied upon without asking, for answers that are yet to be asked for.
	 * @param marks the marks
	 * @param now the time
	 * @param until how long the store has to keep the generations
	 * @return the generations of all marks, or null unless all are known
	 */
	@Nullable Map<Mark, Long> recent(Collection<Mark> marks, Instant now, Instant until) {
		Map<Mark, Long> generations = new HashMap<>();
		for (Mark mark : marks) {
			KnownGeneration last = recent(mark, now);
			if (last == null || last.reading().keptUntil().isBefore(until)) {
				return null;
			}
			generations.put(mark, last.generation());
		}
		return generations;
	}

	/**
	 * What may be relied upon as long as the store does not answer.
	 * @param mark the mark
	 * @param now the time
	 * @return its generation, or null
	 */
	@Nullable KnownGeneration served(Mark mark, Instant now) {
		KnownGeneration last = this.settings.strict() ? null : this.known.getIfPresent(mark);
		return (last != null && !last.reading().at().plus(this.settings.serveFor()).isBefore(now)) ? last : null;
	}

	void remember(Map<Mark, Long> generations, Reading reading) {
		// Or it would be written for every hit, and never read
		if (!this.settings.strict()) {
			generations.forEach((mark, generation) -> this.known.asMap()
				.merge(mark, new KnownGeneration(generation, reading), KnownGeneration::newer));
		}
	}

	/**
	 * Nothing that was read before may be relied upon without asking any more.
	 * @param order of what was read before and after
	 */
	void interrupted(long order) {
		this.interruptedAt = order;
	}

}
