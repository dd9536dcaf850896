package dev.llmcache;

import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * What a cache is connected with besides its layers.
 *
 * @param failures told of everything that a layer throws
 * @param listener told what the cache does
 * @param sources finds where an answer of some id comes from, or null if it is none
 * @param tracing watches what takes it time
 * @param background where layers are tried out on calls in shadow mode; it may reject
 * them
 * @param keys what answers are encrypted under
 */
public record CacheHooks(BiConsumer<Layer, Throwable> failures, CacheListener listener, CacheTracing tracing,
		Function<String, @Nullable HitSource> sources, Executor background, DataKeyErasure keys) {

	/**
	 * Nothing is encrypted.
	 * @param failures told of everything that a layer throws
	 * @param listener told what the cache does
	 * @param tracing watches what takes it time
	 * @param sources finds where an answer of some id comes from, or null if it is none
	 * @param background where layers are tried out on calls in shadow mode; it may reject
	 * them
	 */
	public CacheHooks(BiConsumer<Layer, Throwable> failures, CacheListener listener, CacheTracing tracing,
			Function<String, @Nullable HitSource> sources, Executor background) {
		this(failures, listener, tracing, sources, background, DataKeyErasure.NONE);
	}

	/**
	 * Nothing but failures are told of, and no answer has an id.
	 * @param failures told of everything that a layer throws
	 * @return the hooks
	 */
	public static CacheHooks of(BiConsumer<Layer, Throwable> failures) {
		return new CacheHooks(failures, CacheListener.NONE, CacheTracing.NONE, (id) -> null, Runnable::run);
	}

}
