package dev.llmcache;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import dev.llmcache.Decision.Plan;
import dev.llmcache.Lookup.Hit;

/**
 * Listeners that are told one after the other.
 *
 * @param all the listeners
 */
record CacheListeners(List<CacheListener> all) implements CacheListener {

	@Override
	public void asked(Plan plan) {
		tell((listener) -> listener.asked(plan));
	}

	@Override
	public void served(Plan plan, Hit hit) {
		tell((listener) -> listener.served(plan, hit));
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
	public void invalidated(Set<Mark> marks) {
		tell((listener) -> listener.invalidated(marks));
	}

	@Override
	public void rejected(HitSource source) {
		tell((listener) -> listener.rejected(source));
	}

	private void tell(Consumer<CacheListener> what) {
		this.all.forEach(what);
	}

}
