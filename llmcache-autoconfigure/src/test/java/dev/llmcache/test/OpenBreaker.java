package dev.llmcache.test;

import java.time.Instant;
import java.time.InstantSource;

import dev.llmcache.breaker.Breaker;
import dev.llmcache.breaker.Breakers;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Breaker that is open and stays so, since no time passes.
 */
public final class OpenBreaker implements AutoCloseable {

	private final Breakers breakers = new Breakers(InstantSource.fixed(Instant.EPOCH));

	private final Breaker breaker = this.breakers.ofServer("away");

	public OpenBreaker() {
		assertThatIllegalStateException()
			.isThrownBy(() -> this.breaker.call(OpenBreaker::fail, (ex) -> true, OpenBreaker::fail));
	}

	private static Object fail() {
		throw new IllegalStateException("away");
	}

	/**
	 * Return the breaker.
	 */
	public Breaker breaker() {
		return this.breaker;
	}

	@Override
	public void close() {
		this.breakers.close();
	}

}
