package dev.llmcache.test.servers;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Supplier that asks another one once and remembers what came, be it a failure.
 *
 * @param <T> type of the value
 */
final class Once<T> implements Supplier<T> {

	private final Supplier<T> source;

	private @Nullable T value;

	private @Nullable RuntimeException failure;

	Once(Supplier<T> source) {
		this.source = source;
	}

	@Override
	public synchronized T get() {
		if (this.failure != null) {
			throw this.failure;
		}
		if (this.value == null) {
			try {
				this.value = this.source.get();
			}
			catch (RuntimeException ex) {
				this.failure = ex;
				throw ex;
			}
		}
		return this.value;
	}

}
