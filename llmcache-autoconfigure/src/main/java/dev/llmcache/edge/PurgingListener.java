package dev.llmcache.edge;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.llmcache.CacheListener;
import dev.llmcache.HitSource;
import dev.llmcache.Mark;

/**
 * Has caches in front of the application drop what this instance invalidates, after it is
 * outdated on the layers behind.
 *
 * @param purges the purges of each of these caches
 */
public record PurgingListener(List<EdgePurges> purges) implements CacheListener {

	public PurgingListener {
		purges = List.copyOf(purges);
	}

	@Override
	public void invalidated(Set<Mark> marks) {
		purge(marks.stream().map(EdgeTag::of).collect(Collectors.toUnmodifiableSet()));
	}

	@Override
	public void rejected(HitSource source) {
		purge(Set.of(EdgeTag.of(switch (source) {
			case HitSource.SameQuestion same -> same.key().entry();
			case HitSource.OtherQuestion other -> other.entry();
		})));
	}

	private void purge(Set<EdgeTag> tags) {
		this.purges.forEach((each) -> each.purge(tags));
	}

}
