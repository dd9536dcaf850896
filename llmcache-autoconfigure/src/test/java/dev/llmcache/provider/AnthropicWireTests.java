package dev.llmcache.provider;

import dev.llmcache.CacheOutcome.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicWireTests {

	private final ProviderFixture provider = new ProviderFixture(new AnthropicFormat());

	@AfterEach
	void close() {
		this.provider.close();
	}

	@Test
	void keepsAnAnswerThatEndsAtAStopSequence() {
		this.provider.answers("stop_sequence");
		this.provider.stream();
		assertThat(Said.in(this.provider.call()).status()).isEqualTo(Status.HIT);
	}

	@Test
	void anotherServerIsAnotherProvider() {
		this.provider.call();
		try (ModelServer other = this.provider.otherServer()) {
			this.provider.promptOf(other).call().content();
			assertThat(other.requests()).hasSize(1);
		}
	}

}
