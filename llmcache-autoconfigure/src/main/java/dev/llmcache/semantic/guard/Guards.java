package dev.llmcache.semantic.guard;

import java.util.List;

/**
 * The guards that come with the cache.
 */
public final class Guards {

	private Guards() {
	}

	/**
	 * All guards, the cheapest first.
	 * @return an immutable list
	 */
	public static List<Guard> standard() {
		return List.of(new NumberGuard(), new IdentifierGuard(), new NegationGuard(), new NameGuard(), new SlotGuard());
	}

}
