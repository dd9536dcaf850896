package dev.llmcache;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import dev.llmcache.Decision.Plan;

/**
 * Listeners that are told one after the other.
 *
 * @param all the listeners
 */
record CacheListeners(List<CacheListener> all) implements CacheListener {

	@Override
	public void ended(FinishedCall call) {
		tell((listener) -> listener.ended(call));
	}

	@Override
	public void lookedUp(Plan plan, Layer layer, Lookup found, Duration took) {
		tell((listener) -> listener.lookedUp(plan, layer, found, took));
	}

	@Override
	public void stored(Plan plan, CachedAnswer answer) {
		tell((listener) -> listener.stored(plan, answer));
	}

	@Override
	public void notStored(Plan plan, StoreRejection reason) {
		tell((listener) -> listener.notStored(plan, reason));
	}

	@Override
	public void joined(Plan plan, FlightRole role) {
		tell((listener) -> listener.joined(plan, role));
	}

	@Override
	public void refreshed(Plan plan, RefreshOutcome outcome) {
		tell((listener) -> listener.refreshed(plan, outcome));
	}

	@Override
	public void askedAgain(Plan plan, Layer layer, CachedAnswer answer) {
		tell((listener) -> listener.askedAgain(plan, layer, answer));
	}

	@Override
	public void tried(Plan plan, Trial trial, CachedAnswer answer) {
		tell((listener) -> listener.tried(plan, trial, answer));
	}

	@Override
	public void audited(Plan plan, CachedAnswer answer) {
		tell((listener) -> listener.audited(plan, answer));
	}

	@Override
	public void invalidated(Invalidation invalidation) {
		tell((listener) -> listener.invalidated(invalidation));
	}

	@Override
	public void invalidated(Set<Mark> marks) {
		tell((listener) -> listener.invalidated(marks));
	}

	@Override
	public void rejected(HitSource source) {
		tell((listener) -> listener.rejected(source));
	}

	// No call fails because of somebody who only wants to know
	private void tell(Consumer<CacheListener> what) {
		for (CacheListener listener : this.all) {
			try {
				what.accept(listener);
			}
			catch (RuntimeException | LinkageError ex) {
				// It has broken its promise, and there is nobody to tell
			}
		}
	}

}
