package dev.llmcache.identity;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Name in a subscriber's context or, where there is none, the one that a thread knew
 * before.
 * <p>
 * Where both are there and differ, nobody can tell who the caller is.
 */
final class CapturedName implements NameSource {

	private final NameSource source;

	private final Mono<String> captured;

	private CapturedName(NameSource source, Mono<String> captured) {
		this.source = source;
		this.captured = captured;
	}

	/**
	 * Asks a source on the current thread.
	 * @param source the source
	 * @return the source together with what it said; that it failed counts only once it
	 * is asked
	 */
	static NameSource of(NameSource source) {
		return new CapturedName(source, capture(source));
	}

	private static Mono<String> capture(NameSource source) {
		try {
			return Mono.justOrEmpty(IdentitySources.presence(source.onThread()));
		}
		catch (RuntimeException | LinkageError ex) {
			return Mono.error(ex);
		}
	}

	@Override
	public Mono<String> inContext(ContextView context) {
		return this.source.inContext(context)
			.filter((name) -> !name.isBlank())
			.flatMap((name) -> this.captured.defaultIfEmpty(name).map((other) -> agreed(name, other)))
			.switchIfEmpty(this.captured);
	}

	private static String agreed(String name, String other) {
		if (!name.equals(other)) {
			throw new IllegalStateException(
					"The thread that made the stream and its subscriber name different callers");
		}
		return name;
	}

}
