package dev.llmcache;

import java.util.List;

/**
 * Everything but the question that can change an answer. Two calls share answers only
 * within one scope.
 *
 * @param parts the parts, each with a name of its own, always in the same order
 */
public record CacheScope(List<ScopePart> parts) {

	public CacheScope {
		parts = List.copyOf(parts);
		if (parts.stream().map(ScopePart::name).distinct().count() != parts.size()) {
			throw new IllegalArgumentException("Two parts of a scope have the same name");
		}
	}

}
