package dev.llmcache.test.servers;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class OnceTests {

	private final AtomicInteger asked = new AtomicInteger();

	@Test
	void remembersValue() {
		Once<Integer> once = new Once<>(this.asked::incrementAndGet);
		assertThat(once.get()).isEqualTo(1);
		assertThat(once.get()).isEqualTo(1);
	}

	@Test
	void remembersFailure() {
		Once<Integer> once = new Once<>(() -> {
			throw new IllegalStateException("failure " + this.asked.incrementAndGet());
		});
		assertThatIllegalStateException().isThrownBy(once::get).withMessage("failure 1");
		assertThatIllegalStateException().isThrownBy(once::get).withMessage("failure 1");
	}

}
