package dev.llmcache.identity;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Place where the name of a caller's tenant or user may be found.
 * <p>
 * A blank name is none. An exception, thrown or signalled, means that the caller cannot
 * be told. Thread-safe.
 */
public interface NameSource {

	/**
	 * Finds the name of whom the current thread works for.
	 * @return the name, or null when this place has none
	 */
	default @Nullable String onThread() {
		return null;
	}

	/**
	 * Finds the name of whom a subscriber works for. Reads nothing that belongs to the
	 * current thread and never blocks it.
	 * @param context of the subscriber
	 * @return the name, or nothing when this place has none
	 */
	default Mono<String> inContext(ContextView context) {
		return Mono.empty();
	}

	/**
	 * Whether a subscriber's context without a name means that the caller has none. It
	 * does not where only the caller's thread could tell.
	 * @param context of the subscriber
	 * @return true unless that is so
	 */
	default boolean canTell(ContextView context) {
		return true;
	}

}
